import { expect, test } from 'vitest';
import { checkTraining } from './check-training';
import type { EvaluationData } from './evaluation-data';
import type { TrainingRow } from './training-row';

let line = 0;
function row(query: string, positive: string, ...negatives: string[]): TrainingRow {
  return { file: 'f.jsonl', line: ++line, query, positives: [positive], negatives };
}

const checks = (rows: TrainingRow[], evaluations: EvaluationData[] = []) => {
  const numbered = rows.map((item, i) => ({ ...item, line: i + 1 }));
  return checkTraining(numbered, evaluations);
};

test('sound rows give no finding, in scripts without spaces neither', () => {
  expect(
    checks([row('a query', 'a passage', 'a negative'), row('図書館の場所', '駅の近くにあります')]),
  ).toEqual([]);
});

test.each([
  ['negative equals positive', [row('a q', 'the passage', 'The  Passage ')], 'f.jsonl:1: The Passage'],
  [
    'same query and positive again',
    [row('a query', 'a passage'), row('A  query', 'a passage'), row('a query', 'other one')],
    'f.jsonl:2: A query',
  ],
  ['query equals positive', [row('same text', 'Same text')], 'f.jsonl:1: same text'],
  ['texts of one word', [row('word', 'two words')], 'f.jsonl:1: word'],
  [
    'conflicting labels',
    [row('a query', 'right one', 'wrong one'), row('A query', 'the third', 'Right one')],
    'f.jsonl:2: the negative is the positive of f.jsonl:1: Right one',
  ],
])('%s', (check, rows, example) => {
  expect(checks(rows)).toEqual([{ check, count: 1, examples: [example] }]);
});

test('counts all and shows five, each cut to a line', () => {
  const rows = Array.from({ length: 8 }, (_, i) =>
    row(`query ${i}\n${'x '.repeat(300)}`, `query ${i}\n${'x '.repeat(300)}`),
  );
  const [found] = checks(rows);
  expect(found).toMatchObject({ check: 'query equals positive', count: 8 });
  expect(found?.examples).toHaveLength(5);
  expect(found?.examples.every((example) => example.length < 100 && !example.includes('\n'))).toBe(true);
});

test('leakage into the evaluation data, of queries and of passages; its own train split apart', () => {
  const corpus = [{ id: 'd', title: 'Title', text: 'a passage' }];
  const set = (name: string, text: string) => ({
    name,
    corpus,
    queries: [{ id: 'q', text }],
    qrels: new Map([['q', new Map([['d', 1]])]]),
  });
  const splits = [set('train', 'trained query'), set('test', 'tested query')];
  const evaluation = { name: 'e', splits, rejected: [], rejectedCount: 0, notes: [] };
  const rows = [row('trained query', 'title a Passage'), row('Tested query', 'nothing shared')];
  const empty = { ...evaluation, name: 'other', splits: [set('test', 'another query')] };
  expect(checks(rows, [empty, evaluation])).toEqual([
    { check: 'query also in the evaluation data', count: 1, examples: ['f.jsonl:2: Tested query'] },
    { check: 'passage also in the evaluation corpus', count: 1, examples: ['f.jsonl:1: title a Passage'] },
  ]);
});
