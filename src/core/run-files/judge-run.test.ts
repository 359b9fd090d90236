import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../metrics/evaluation-rules';
import { judgeRun } from './judge-run';

const rules = { ...DEFAULT_RULES, k: 10 };
const set = {
  name: 'test',
  queries: ['found', 'missing', 'own'].map((id) => ({ id, text: '' })),
  qrels: new Map([
    ['found', new Map([['d1', 1]])],
    ['missing', new Map([['d1', 1]])],
    ['own', new Map([['d2', 1]])],
  ]),
};
const run = new Map([
  ['found', [{ id: 'd1', score: 1 }]],
  [
    'own',
    [
      { id: 'own', score: 2 },
      { id: 'd2', score: 1 },
    ],
  ],
  ['unjudged', [{ id: 'd1', score: 1 }]],
]);

test('says which queries are missing, unjudged or find themselves, and what the figures make of them', () => {
  const judged = judgeRun({ name: 'mine', run }, set, rules);
  expect(judged.mean['MRR@10']).toBe((1 + 0 + 1 / 2) / 3);
  expect(judged.returned).toBe(2);
  expect(judged.notes).toEqual([
    '"mine" has no documents for 1 of 3 judged queries, which counts as 0.',
    '1 query of "mine" has no judgements and was left out.',
    expect.stringContaining('the id of the query for 1 of 3 queries; the setting "Drop self-matches"'),
  ]);
});

test('follows the rules', () => {
  const others = { ...rules, dropSelfMatches: true, countedQueries: 'returned' } as const;
  const judged = judgeRun({ name: 'mine', run }, set, others);
  expect(judged.mean['MRR@10']).toBe(1);
  expect(judged.notes[0]).toContain('counts not at all');
  expect(judged.notes[2]).toContain('it was left out');
});

test('a run of all judged queries needs no note', () => {
  const whole = new Map(set.queries.map(({ id }) => [id, [{ id: 'd1', score: 1 }]]));
  expect(judgeRun({ name: 'mine', run: whole }, set, rules).notes).toEqual([]);
});
