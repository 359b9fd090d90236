import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { averagePrecision } from './average-precision';
import { evaluateRun } from './evaluate-run';
import { DEFAULT_RULES, type CountedQueries } from './evaluation-rules';
import type { Metric } from './metric';
import { ndcg } from './ndcg';
import { precision } from './precision';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';
import { reportedMetrics } from './reported-metrics';
import type { Run } from './run';
import { success } from './success';

type Nested = Record<string, Record<string, number>>;
interface GoldenCase {
  qrels: Nested;
  run: Nested;
  expected: { judged_and_returned: Nested; all_judged: Nested };
}

const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/golden/metrics.json', import.meta.url), 'utf8'),
) as { cases: GoldenCase[] }; // a checked-in file of this shape

const toQrels = (nested: Nested) =>
  new Map(Object.entries(nested).map(([query, grades]) => [query, new Map(Object.entries(grades))]));
const toRun = (nested: Nested): Run =>
  new Map(
    Object.entries(nested).map(([query, scores]) => [
      query,
      Object.entries(scores).map(([id, score]) => ({ id, score })),
    ]),
  );

const CUTS = [5, 10, 15, 20, 30, 100, 200, 500, 1000];
/** trec_eval's name -> ours. */
const MEASURES: Record<string, Metric> = {
  ndcg: ndcg(),
  map: averagePrecision(),
  recip_rank: reciprocalRank(),
  ...Object.fromEntries(
    CUTS.flatMap((cut) => [
      [`ndcg_cut_${cut}`, ndcg(cut)],
      [`map_cut_${cut}`, averagePrecision(cut)],
      [`recall_${cut}`, recall(cut)],
      [`P_${cut}`, precision(cut)],
    ]),
  ),
  ...Object.fromEntries([1, 5, 10].map((cut) => [`success_${cut}`, success(cut)])),
};

/** Our values under trec_eval's names, in its layout (query -> measure, "all" for the mean), 4 decimals. */
function likeTrecEval(
  { qrels, run }: GoldenCase,
  countedQueries: CountedQueries,
): Record<string, Record<string, string>> {
  const rules = { ...DEFAULT_RULES, countedQueries };
  const { perQuery, mean } = evaluateRun(toRun(run), toQrels(qrels), Object.values(MEASURES), rules);
  const table: Record<string, Record<string, string>> = {};
  for (const [theirs, { name }] of Object.entries(MEASURES)) {
    const values = [...(perQuery.get(name) ?? []), ['all', mean[name]] as const];
    for (const [query, value] of values) (table[query] ??= {})[theirs] = (value ?? NaN).toFixed(4);
  }
  return table;
}

/** The golden values of the measures we have, as text, so that a missing one cannot pass. */
function expectedText(expected: Nested): Record<string, Record<string, string>> {
  const known = (values: Record<string, number>) =>
    Object.keys(MEASURES).map((name) => [name, (values[name] ?? NaN).toFixed(4)]);
  return Object.fromEntries(
    Object.entries(expected).map(([query, values]) => [query, Object.fromEntries(known(values))]),
  );
}

describe.each(golden.cases.map((golden, i) => [i, golden] as const))('trec_eval case %i', (_, golden) => {
  test('every judged query counts', () => {
    expect(likeTrecEval(golden, 'judged')).toEqual(expectedText(golden.expected.all_judged));
  });
  // The oracle's file lists the per-query values of this mode for some queries only, and no mean.
  test('only judged and returned queries count', () => {
    const expected = expectedText(golden.expected.judged_and_returned);
    expect(Object.keys(expected)).not.toEqual([]);
    expect(likeTrecEval(golden, 'returned')).toMatchObject(expected);
  });
});

test("reproduces the values of pytrec_eval's README", () => {
  const qrels = toQrels({ q1: { d1: 0, d2: 1, d3: 0 }, q2: { d2: 1, d3: 1 } });
  const run = toRun({ q1: { d1: 1, d2: 0, d3: 1.5 }, q2: { d1: 1.5, d2: 0.2, d3: 0.5 } });
  const { perQuery } = evaluateRun(run, qrels, [ndcg(), averagePrecision()]);
  expect(perQuery.get('nDCG')?.get('q1')).toBeCloseTo(0.5, 14);
  expect(perQuery.get('nDCG')?.get('q2')).toBeCloseTo(0.6934264036172708, 14);
  expect(perQuery.get('MAP')?.get('q1')).toBeCloseTo(1 / 3, 14);
  expect(perQuery.get('MAP')?.get('q2')).toBeCloseTo(7 / 12, 14);
});

test('counts a judged query without result as 0 and an unjudged one not at all', () => {
  const qrels = toQrels({ found: { d1: 1 }, missing: { d2: 1 } });
  const run = toRun({ found: { d1: 1 }, unjudged: { d1: 1 } });
  const evaluation = evaluateRun(run, qrels, [ndcg(10)]);
  expect(evaluation.mean).toEqual({ 'nDCG@10': 0.5 });
  expect(evaluation.unjudged).toBe(1);
  expect([...(evaluation.perQuery.get('nDCG@10') ?? [])]).toEqual([
    ['found', 1],
    ['missing', 0],
  ]);
});

test('leaves a query without result out of the mean when only returned queries count', () => {
  const qrels = toQrels({ found: { d1: 1 }, missing: { d2: 1 }, empty: { d3: 1 } });
  const run = new Map([...toRun({ found: { d1: 1 } }), ['empty', []] as const]);
  const rules = { ...DEFAULT_RULES, countedQueries: 'returned' } as const;
  expect(evaluateRun(run, qrels, [ndcg(10)], rules).mean).toEqual({ 'nDCG@10': 1 });
  expect(evaluateRun(new Map(), qrels, [ndcg(10)], rules).mean).toEqual({ 'nDCG@10': 0 });
});

test('names the query of a broken ranking, and refuses to evaluate nothing', () => {
  const d1 = { id: 'd1', score: 1 };
  const qrels = toQrels({ q7: { d1: 1 } });
  expect(() => evaluateRun(new Map([['q7', [d1, d1]]]), qrels, [ndcg(10)])).toThrow(
    'query "q7": document "d1" occurs twice in one ranking',
  );
  expect(() => evaluateRun(new Map(), new Map(), [ndcg(10)])).toThrow('no judged query');
});

test('the reported table has its nine metrics, and a headline of another cut in its place', () => {
  const names = (k?: number) => reportedMetrics(k).map(({ name }) => name);
  expect(names()).toEqual(
    'nDCG@1 nDCG@3 nDCG@5 nDCG@10 nDCG@100 MRR@10 Recall@10 Recall@100 MAP@100'.split(' '),
  );
  expect(names(20).slice(3, 6)).toEqual(['nDCG@10', 'nDCG@20', 'nDCG@100']);
});
