import { expect, test } from 'vitest';
import { textHash } from '../text/text-hash';
import { answersById } from './answers-by-id';

const passages = [
  { id: '1', title: 'Battery', text: 'Clean it weekly.' },
  { id: '2', title: '', text: 'The charger stays dry.' },
  { id: '3', title: '', text: 'The motor is sealed.' },
];
const row = (query: string, id: string, positive: string) => ({
  ...{ file: 'f', line: 1, query, negatives: [] },
  ...{ positives: [positive], positiveIds: [id] },
});
const found = (...rows: ReturnType<typeof row>[]) =>
  ['a', 'b', 'c'].map((query) => [...(answersById(rows, passages).get(textHash(query)) ?? [])]);

test('ids of another collection say nothing', () => {
  const others = [row('a', '1', 'The lease ends.'), row('b', '2', 'Rent is due.')];
  expect(found(...others)).toEqual([[], [], []]);
  // One that agrees by chance is no majority.
  expect(found(...others, row('c', '3', 'The motor is sealed.'))).toEqual([[], [], []]);
});

test('where most agree in text, the others count too; texts that are the same are found without them', () => {
  const rows = [
    row('a', '1', 'battery  CLEAN it weekly.'),
    row('b', '2', 'The charger stays dry.'),
    row('c', '3', 'A summary of what the motor is.'),
  ];
  expect(found(...rows)).toEqual([[], [], ['3']]);
});

test('a text that was cut, or has its title otherwise, is akin, and counts among others that do not', () => {
  const rows = [
    row('a', '1', 'Battery: clean it weekly.'),
    row('b', '2', 'Rent is due.'),
    row('c', '3', 'The motor'),
    row('c', '2', 'Rent is due.'),
  ];
  expect(found(...rows)).toEqual([['1'], [], ['3']]);
  expect(found(row('a', '9', 'Clean it weekly.'))).toEqual([[], [], []]);
});
