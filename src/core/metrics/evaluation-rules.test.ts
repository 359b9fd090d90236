import { expect, test } from 'vitest';
import { MEASURE_SETTINGS } from '../settings/measure-settings';
import { averagePrecision } from './average-precision';
import { describeRules } from './describe-rules';
import { evaluateRun } from './evaluate-run';
import { DEFAULT_RULES, type EvaluationRules } from './evaluation-rules';
import { ndcg } from './ndcg';
import { precision } from './precision';
import { rank } from './rank';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';
import { reportedMetrics } from './reported-metrics';
import { countSelfMatches, withoutSelfMatches } from './self-matches';
import { success } from './success';

const entries = (values: Record<string, number>) => new Map(Object.entries(values));

/** d1 and d2 are tied; the ranking is c, then d2 d1 (descending) or d1 d2 (ascending). */
const DOCUMENTS = [
  { id: 'd1', score: 1 },
  { id: 'd2', score: 1 },
  { id: 'c', score: 2 },
];
const GRADES = entries({ d1: 3, d2: 1, elsewhere: 2 });

function measure(rules: Partial<EvaluationRules>): Record<string, number> {
  const all = { ...DEFAULT_RULES, ...rules };
  const level = all.relevanceLevel;
  const metrics = [
    ndcg(3, all.gain),
    reciprocalRank(10, level),
    averagePrecision(10, level),
    recall(2, level),
    precision(2, level),
    success(2, level),
  ];
  return evaluateRun(new Map([['q', DOCUMENTS]]), new Map([['q', GRADES]]), metrics, all).mean;
}

/** Discounts of ranks 2 and 3; that of rank 1 is 1. */
const [SECOND, THIRD] = [1 / Math.log2(3), 1 / 2];

test('nDCG with linear and with exponential gain, by hand', () => {
  expect(measure({})['nDCG@3']).toBeCloseTo((1 * SECOND + 3 * THIRD) / (3 + 2 * SECOND + 1 * THIRD), 14);
  expect(measure({ gain: 'exponential' })['nDCG@3']).toBeCloseTo(
    (1 * SECOND + 7 * THIRD) / (7 + 3 * SECOND + 1 * THIRD),
    14,
  );
});

test('exponential gain: negative grades gain nothing, binary grades agree with the linear gain, huge ones stay finite', () => {
  const exponential = ndcg(Infinity, 'exponential');
  expect(exponential.of({ ranked: [-2, 1], ideal: [1, -2] })).toBeCloseTo(SECOND, 14);
  const binary = { ranked: [0, 1, 0, 1], ideal: [1, 1, 1, 0] };
  expect(exponential.of(binary)).toBe(ndcg().of(binary));
  expect(exponential.of({ ranked: [0, 5000], ideal: [5000, 0] })).toBeCloseTo(SECOND, 14);
});

test('equal scores by id ascending, by hand', () => {
  expect(rank(DOCUMENTS, 'ascending').map(({ id }) => id)).toEqual(['c', 'd1', 'd2']);
  expect(rank(DOCUMENTS, 'descending').map(({ id }) => id)).toEqual(['c', 'd2', 'd1']);
  const { 'nDCG@3': value } = measure({ ties: 'ascending' });
  expect(value).toBeCloseTo((3 * SECOND + 1 * THIRD) / (3 + 2 * SECOND + 1 * THIRD), 14);
});

test('the level from which documents are relevant changes the binary measures only, by hand', () => {
  const one = {
    'MRR@10': 1 / 2,
    'MAP@10': (1 / 2 + 2 / 3) / 3,
    'Recall@2': 1 / 3,
    'P@2': 1 / 2,
    'Success@2': 1,
  };
  expect(measure({})).toMatchObject(one);
  // From grade 2 on, d1 at rank 3 is relevant and d2 is not; two judged documents are.
  const two = { 'MRR@10': 1 / 3, 'MAP@10': 1 / 3 / 2, 'Recall@2': 0, 'P@2': 0, 'Success@2': 0 };
  expect(measure({ relevanceLevel: 2 })).toMatchObject(two);
  expect(measure({ relevanceLevel: 2 })['nDCG@3']).toBe(measure({})['nDCG@3']);
  const none = measure({ relevanceLevel: 4 });
  expect(none['MAP@10']).toBe(0);
});

test('the reported table follows the gain and the level', () => {
  const rules = { ...DEFAULT_RULES, gain: 'exponential', relevanceLevel: 2 } as const;
  const { mean } = evaluateRun(
    new Map([['q', DOCUMENTS]]),
    new Map([['q', GRADES]]),
    reportedMetrics(10, rules),
    rules,
  );
  expect(mean['nDCG@3']).toBe(measure(rules)['nDCG@3']);
  expect(mean['MRR@10']).toBe(1 / 3);
  expect(mean['Recall@10']).toBe(1 / 2);
});

test('a document with the id of the query is dropped from its ranking and from no other', () => {
  const run = new Map([
    ['c', DOCUMENTS],
    ['other', DOCUMENTS],
  ]);
  const kept = withoutSelfMatches(run);
  expect(kept.get('c')?.map(({ id }) => id)).toEqual(['d1', 'd2']);
  expect(kept.get('other')).toEqual(DOCUMENTS);
  const qrels = new Map([['c', GRADES]]);
  expect(evaluateRun(run, qrels, [reciprocalRank()]).mean).toEqual({ MRR: 1 / 2 });
  expect(evaluateRun(kept, qrels, [reciprocalRank()]).mean).toEqual({ MRR: 1 });
});

const text = (id: string) => ({ id, title: '', text: id });
const set = {
  name: 'test',
  queries: [text('a'), text('b')],
  corpus: [text('b'), text('c')],
  qrels: new Map([['a', entries({ c: 1 })]]),
};

test('the notes name every rule that differs from the default, and ids that queries and documents share', () => {
  const alone = { ...set, queries: [text('a')] };
  expect(describeRules(alone, DEFAULT_RULES)).toEqual([]);
  expect(countSelfMatches(set)).toBe(1);
  expect(describeRules(set, DEFAULT_RULES)).toEqual([expect.stringMatching(/1 of 2 .* as BEIR does/)]);
  const others = {
    gain: 'exponential',
    ties: 'ascending',
    relevanceLevel: 2,
    countedQueries: 'returned',
    dropSelfMatches: true,
  } as const;
  expect(describeRules(set, others)).toEqual([
    expect.stringContaining('2^grade - 1'),
    expect.stringContaining('grade 2 and above'),
    expect.stringContaining('reaches grade 2'),
    expect.stringContaining('ascending'),
    expect.stringContaining('left out of its means'),
    expect.stringContaining('was left out of their rankings'),
  ]);
});

test('the notes say when figures are expected values', () => {
  expect(describeRules({ ...set, queries: [text('a')] }, { ...DEFAULT_RULES, ties: 'expected' })).toEqual([
    expect.stringContaining('means over all orders'),
  ]);
});

test("the settings' defaults are the default rules", () => {
  const defaults = Object.entries(MEASURE_SETTINGS).map(
    ([name, setting]) => [name, setting.default] as const,
  );
  expect(Object.fromEntries(defaults)).toEqual(DEFAULT_RULES);
});
