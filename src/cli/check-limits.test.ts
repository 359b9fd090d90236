import { expect, test } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import { checkLimits } from './check-limits';

test('a budget without prices is refused, naming the flags', () => {
  const settings = { ...defaultSettings(), llmBudget: 2 };
  expect(() => {
    checkLimits(settings);
  }).toThrow(/^--llmBudget: .*--llmPriceIn and --llmPriceOut/);
  expect(() => {
    checkLimits({ ...settings, llmPriceOut: 1 });
  }).not.toThrow();
});
