import { expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import type { TrainingData } from '../../core/data/training-data';
import { SearchableSets } from './searchable-sets';

const rows = Array.from({ length: 60 }, (_, i) => ({
  file: 'rows.jsonl',
  line: i + 1,
  query: `question ${String(i)}`,
  positives: [`passage ${String(i)}`],
  negatives: [`other ${String(i)}`],
}));
const open = { training: { rows } as unknown as TrainingData, evaluations: [] }; // only its rows are looked at
const settings = { ...defaultSettings(), heldOut: 0.2 };

test('the sets stay the same objects, and follow every setting that they depend on', () => {
  const sets = new SearchableSets();
  const [all] = sets.all(open, { ...settings, heldOutPassages: 0 });
  expect(sets.all(open, { ...settings, heldOutPassages: 0, lr: 1 })[0]).toBe(all);
  const [few] = sets.all(open, { ...settings, heldOutPassages: 15 });
  expect(few?.corpus.length).toBeLessThan(all?.corpus.length ?? 0);
  const [other] = sets.all(open, { ...settings, heldOutPassages: 15, splitBy: 'document' });
  expect(other).not.toBe(few);
});
