import { expect, test } from 'vitest';
import { splitHeldOut } from '../data/split';
import type { TrainingRow } from '../data/training-row';
import { withoutHeldOut } from './without-held-out';

const rows: TrainingRow[] = Array.from({ length: 20 }, (_, i) => ({
  file: 'f',
  line: i + 1,
  query: `question ${i}`,
  positives: [`Title ${i} text ${i}`, i % 2 === 0 ? 'answers many' : `bare ${i}`],
  negatives: [],
}));

test('answers of held-out questions are left out, with a title or without; those of training rows stay', () => {
  const options = { seed: 1, splitBy: 'query', heldOutPassages: 0, heldOutQueries: 0 } as const;
  const { train, dev, test: held } = splitHeldOut(rows, 0.2, options);
  const documents = [
    ...rows.map((_, i) => ({ id: `t${i}`, title: `Title ${i}`, text: `text ${i}` })),
    ...rows.map((_, i) => ({ id: `b${i}`, title: 'Other', text: `BARE ${i}` })),
    { id: 'many', title: '', text: 'answers many' },
    { id: 'none', title: '', text: 'answers nothing' },
  ];
  const trained = Array.from(train, ({ line }) => line - 1);
  const wanted = documents.filter(({ id }) => {
    const row = Number(id.slice(1));
    const isBareAnswer = id.startsWith('b') && row % 2 === 1;
    return Number.isNaN(row) || trained.includes(row) || !(id.startsWith('t') || isBareAnswer);
  });
  expect(trained).toHaveLength(16);
  expect(withoutHeldOut(documents, [dev, held], train)).toEqual(wanted);
  expect(wanted.length).toBeLessThan(documents.length - 3);
  expect(withoutHeldOut(documents, [], train)).toBe(documents);
});
