import { expect, test } from 'vitest';
import { createDigestBuilder, digestOf } from '../data/row-digest';
import type { TrainingRow } from '../data/training-row';
import { textHash } from '../text/text-hash';
import { withMinedNegatives } from './mined-rows';

const TEXTS = ['zero', 'one', 'two', 'three'];
const corpus = {
  textAt: (place: number) => TEXTS[place] ?? '',
  hashAt: (place: number) => textHash(TEXTS[place] ?? ''),
};

const rows: readonly TrainingRow[] = [
  { file: 'f', line: 1, query: 'a', positives: ['p', 'q'], negatives: ['one', 'x'], cot: 'because' },
  {
    file: 'f',
    line: 2,
    query: 'b',
    positives: ['r'],
    negatives: [],
    synthetic: { text: 's', verified: true },
  },
  { file: 'f', line: 3, query: 'c', positives: ['t'], negatives: ['y'] },
];
const selection = {
  starts: Int32Array.of(0, 2, 3, 3),
  places: Int32Array.of(1, 2, 3),
  scores: new Float32Array(3),
};

test.each([
  ['replace', [['one', 'two'], ['three'], []]],
  ['add', [['one', 'x', 'two'], ['three'], ['y']]],
] as const)('%s: rows have the mined negatives, each once, and a digest that agrees', (keep, wanted) => {
  const mined = withMinedNegatives(rows, selection, corpus, keep);
  expect([...mined].map(({ negatives }) => negatives)).toEqual(wanted);
  const [first, second] = mined;
  expect([mined.at(0), mined.at(-2), mined.at(3)]).toEqual([first, second, undefined]);
  expect(mined.at(1)).toMatchObject({ query: 'b', positives: ['r'], synthetic: { text: 's' } });
  const builder = createDigestBuilder();
  for (const row of mined) builder.add(row);
  expect(digestOf(mined)).toEqual(builder.finish());
  expect(rows[0]?.negatives).toEqual(['one', 'x']);
});
