import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { measureCutoffs, type CutoffCurves } from './cutoff-curves';
import { evaluateRun } from './evaluate-run';
import { DEFAULT_RULES, type EvaluationRules } from './evaluation-rules';
import { precision } from './precision';
import { reportedMetrics } from './reported-metrics';
import type { Run } from './run';

const rest = (): Promise<void> => Promise.resolve();
const ranking = (...ids: string[]) => ids.map((id, i) => ({ id, score: -i }));
const round = (values: Float64Array): number[] => Array.from(values, (value) => Number(value.toFixed(4)));

test('interpolated precision, worked by hand: relevant at ranks 1, 3 and 6 of four', async () => {
  const run: Run = new Map([['q', ranking('a', 'x', 'b', 'y', 'z', 'c')]]);
  const qrels = new Map([['q', new Map(['a', 'b', 'c', 'd'].map((id) => [id, 1]))]]);
  const { atRecall, recall, precision: p } = await measureCutoffs(run, qrels, DEFAULT_RULES, rest);
  // Recall 1/4 with precision 1, 1/2 with 2/3, 3/4 with 1/2; all four never.
  expect(round(atRecall)).toEqual([1, 1, 1, 0.6667, 0.6667, 0.6667, 0.5, 0.5, 0, 0, 0]);
  expect(round(recall.slice(0, 7))).toEqual([0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75]);
  expect(round(p.slice(0, 3))).toEqual([1, 0.5, 0.6667]);
  expect(recall[99]).toBe(0.75);
});

test('a query without results counts 0, or not at all, as the rule says', async () => {
  const run: Run = new Map([['q', ranking('a')]]);
  const qrels = new Map([
    ['q', new Map([['a', 1]])],
    ['other', new Map([['b', 1]])],
  ]);
  const first = async (
    countedQueries: EvaluationRules['countedQueries'],
  ): Promise<(number | undefined)[]> => {
    const curves = await measureCutoffs(run, qrels, { ...DEFAULT_RULES, countedQueries }, rest);
    return [curves.ndcg[0], curves.recall[99], curves.atRecall[10]];
  };
  expect(await first('judged')).toEqual([0.5, 0.5, 0.5]);
  expect(await first('returned')).toEqual([1, 1, 1]);
});

test.each(['descending', 'expected'] as const)(
  'the curves pass through the reported figures, ties %s (seed 31)',
  async (ties) => {
    const random = createRandom(31);
    const rules: EvaluationRules = { ...DEFAULT_RULES, ties, gain: 'exponential', relevanceLevel: 2 };
    const qrels = new Map<string, Map<string, number>>();
    const run = new Map<string, { id: string; score: number }[]>();
    for (let query = 0; query < 20; query++) {
      const ids = Array.from({ length: 150 }, (_, i) => `d${String(i)}`);
      qrels.set(String(query), new Map(random.shuffle([...ids]).slice(0, 12).map((id) => [id, random.int(4)]))); // prettier-ignore
      run.set(String(query), random.shuffle([...ids]).slice(0, 100).map((id) => ({ id, score: random.int(20) }))); // prettier-ignore
    }
    const curves = await measureCutoffs(run, qrels, rules, rest);
    const { mean } = evaluateRun(run, qrels, [...reportedMetrics(10, rules), precision(7, 2)], rules);
    const at = (name: 'ndcg' | 'recall' | 'precision', cut: number): number => curves[name][cut - 1] ?? -1;
    for (const cut of [1, 3, 5, 10, 100]) expect(at('ndcg', cut)).toBeCloseTo(mean[`nDCG@${cut}`] ?? -1, 12);
    for (const cut of [10, 100]) expect(at('recall', cut)).toBeCloseTo(mean[`Recall@${cut}`] ?? -1, 12);
    expect(at('precision', 7)).toBeCloseTo(mean['P@7'] ?? -1, 12);
    expectFalling(curves);
  },
);

/** Interpolated precision never rises with recall. */
function expectFalling({ atRecall }: CutoffCurves): void {
  for (let i = 1; i < atRecall.length; i++) expect(atRecall[i]).toBeLessThanOrEqual(atRecall[i - 1] ?? 0);
}

test('what the pause throws ends the work', async () => {
  const stop = (): Promise<void> => Promise.reject(new Error('cancelled'));
  const qrels = new Map([['q', new Map([['a', 1]])]]);
  await expect(measureCutoffs(new Map(), qrels, DEFAULT_RULES, stop)).rejects.toThrow('cancelled');
});
