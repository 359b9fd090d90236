import { expect, test } from 'vitest';
import { textHash } from '../text/text-hash';
import { createNumbering } from './numbering';
import { noveltyOf } from './passage-novelty';
import type { TrainingRow } from './training-row';

const rows: TrainingRow[] = [
  { file: 'f', line: 1, query: 'a', positives: ['One.'], negatives: ['The title two'] },
  { file: 'f', line: 2, query: 'b', positives: ['x'], negatives: [], cot: 'Three' },
];
const set = {
  name: 'test',
  corpus: [
    { id: '1', title: '', text: 'one.' },
    { id: '2', title: 'The title', text: 'two' },
    { id: '3', title: 'Another', text: 'three' },
    { id: '4', title: '', text: 'four' },
    { id: '5', title: '', text: '' },
  ],
  queries: ['all', 'some', 'none', 'unrelated', 'empty', 'graded'].map((id) => ({ id, text: id })),
  qrels: new Map([
    ['all', new Map([['1', 1], ['2', 2], ['3', 1]])], // prettier-ignore
    ['some', new Map([['1', 1], ['4', 1]])], // prettier-ignore
    ['none', new Map([['4', 1], ['1', 0]])], // prettier-ignore
    ['unrelated', new Map([['1', 0]])],
    ['empty', new Map([['5', 1]])],
    ['graded', new Map([['1', 1], ['4', 2]])], // prettier-ignore
  ]),
};

test('seen is any text of a row: positive, negative with the title, or a chain of thought', () => {
  expect(noveltyOf(set, [rows], { relevanceLevel: 1 })).toEqual([
    'seen',
    'mixed',
    'new',
    null,
    'new',
    'mixed',
  ]);
});

test('only what counts as relevant decides', () => {
  expect(noveltyOf(set, [rows], { relevanceLevel: 2 })).toEqual(['seen', null, null, null, null, 'new']);
});

test('a passage that was mined on the way is seen', () => {
  const mined = createNumbering();
  mined.numberOf(textHash('four'));
  const found = noveltyOf(set, [rows], { relevanceLevel: 1 }, mined);
  expect(found).toEqual(['seen', 'seen', 'seen', null, 'new', 'seen']);
});

test('without training rows every passage is new', () => {
  const found = noveltyOf(set, [], { relevanceLevel: 1 });
  expect(found).toEqual(['new', 'new', 'new', null, 'new', 'new']);
});
