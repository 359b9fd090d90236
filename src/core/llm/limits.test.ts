import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/settings';
import { limitsFault, llmLimits } from './limits';

const settings = { ...defaultSettings(), llmBudget: 2, llmMaxRequests: 9 };

test('a budget without prices limits nothing, and that is said', () => {
  expect(limitsFault(settings)).toMatch(/^A budget limits nothing without prices/);
  expect(limitsFault({ ...settings, llmPriceIn: 1 })).toBeUndefined();
  expect(limitsFault({ ...settings, llmBudget: 0 })).toBeUndefined();
});

test('a model in the browser costs nothing, whatever was set for an endpoint', () => {
  const priced = { ...settings, llmPriceIn: 1, llmPriceOut: 4 };
  expect(llmLimits(priced)).toEqual({ cost: 2, requests: 9, prices: { in: 1, out: 4 } });
  for (const llm of ['webllm', 'chrome'] as const) {
    expect(llmLimits({ ...priced, llm })).toEqual({ cost: 0, requests: 9, prices: { in: 0, out: 0 } });
    expect(limitsFault({ ...settings, llm })).toBeUndefined();
  }
});
