import { expect, test } from 'vitest';
import { FAKE_BASELINE } from '../client/fake-reports';
import { systemNames } from '../core/results/system-names';
import { curveNote } from './curve-note';

const NAMES = systemNames();

test('the chart says whose questions its lines are of', () => {
  expect(curveNote({ ...FAKE_BASELINE, others: [] }, NAMES)).toBe(
    'On 40 questions of "dev" that are never trained on. Shaded: 95% interval.',
  );
  expect(curveNote(FAKE_BASELINE, NAMES)).toBe(
    'On 40 questions of sample, "dev", that are never trained on. Shaded: 95% interval. ' +
      'Only watched, never used to choose the weights: sample_ood (70 questions).',
  );
  const others = FAKE_BASELINE.others.map((set) => ({ ...set, curve: null }));
  expect(curveNote({ ...FAKE_BASELINE, others }, NAMES)).toContain(
    'Before and after training only: sample_ood.',
  );
});

test('before the baselines are measured it says so', () => {
  expect(curveNote(null, NAMES)).toContain('Measuring BM25 and the untouched model');
  expect(curveNote(null, systemNames({ distilled: true }))).toContain('BM25 and the distilled model');
});
