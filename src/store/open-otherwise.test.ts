import { expect, test } from 'vitest';
import { FAKE_DATA, FAKE_EVALUATION_DATA, FAKE_MODEL, FAKE_OTHER_DATA } from '../client/fake-reports';
import { fakeStoredRun } from '../client/fake-stored-runs';
import { openOtherwise } from './open-otherwise';

const { summary } = fakeStoredRun(0);
const same = { data: FAKE_DATA, model: FAKE_MODEL, sets: [FAKE_OTHER_DATA, FAKE_EVALUATION_DATA] };

test('says nothing where data, model and sets of the run are open', () => {
  expect(openOtherwise(summary, same)).toEqual([]);
});

test('names what is open otherwise, or not at all', () => {
  const other = { data: { files: [{ file: 'mine.jsonl', rows: 1 }] }, model: { name: 'e5' }, sets: [] };
  expect(openOtherwise(summary, other)).toEqual([
    'It was trained on train.jsonl (260 rows). Open now: mine.jsonl (1 row).',
    'Its model was pocket. Open now: e5.',
    'It was measured on sample, sample_ood. Open now: no evaluation set (held-out queries).',
  ]);
  expect(openOtherwise(summary, { data: null, model: null, sets: same.sets })).toEqual([
    'It was trained on train.jsonl (260 rows). No training data is open now.',
    'Its model was pocket. No model is open now.',
  ]);
});
