import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/settings';
import { runFacts } from './run-facts';

const known = {
  model: { layers: 1, hidden: 4, intermediate: 8, heads: 1, parameters: 100 },
  device: { backend: 'wasm', memory: { total: 1000, largest: 500 } },
  lengths: { width: 8, queries: [4], passages: [0, 0, 2], maxLength: 18 },
  data: { rows: 10, withNegatives: 5, withSynthetic: 10, withCot: 0 },
  evaluated: 7,
} as const;

test('the texts of a batch follow the data and the loss', () => {
  const settings = { ...defaultSettings(), hardNegatives: 2 };
  expect(runFacts(known, settings)).toMatchObject({
    limits: { total: 1000, largest: 500 },
    rows: 10,
    queries: { mean: 4 },
    documents: { mean: 18 },
    documentsPerRow: 2,
  });
  expect(runFacts(known, { ...settings, loss: 'distill' }).documentsPerRow).toBe(3);
  // Mined on the way, every row has negatives.
  expect(runFacts(known, { ...settings, remineEvery: 1 }).documentsPerRow).toBe(3);
});
