import { expect, test } from 'vitest';
import { SETTINGS, defaultSettings } from '../core/settings/settings';
import { planOf } from './plan-of';

test('a plan names the loss as the form does and writes numbers as they are typed', () => {
  const settings = { ...defaultSettings(), epochs: 1, batch: 32, lr: 2e-5 };
  expect(planOf(settings)).toBe(
    `${SETTINGS.loss.choiceLabels[settings.loss]} · 1 epoch · batch 32 · learning rate 2e-5`,
  );
  expect(planOf({ ...settings, epochs: 0.5 })).toContain('0.5 epochs');
  expect(planOf({ ...settings, mix: 'human:1' })).toMatch(/ · rows mixed$/);
});
