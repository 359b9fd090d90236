import { describe, expect, test } from 'vitest';
import { compareFigures } from './compare-figures';
import { measureArguments, readPrinted, trecEval, type Tool } from './trec-eval-figures';

const WRITTEN = {
  means: { 'nDCG@10': 0.41666, 'MRR@10': 0.5 },
  headline: 'nDCG@10',
  perQuery: new Map([
    ['q1', 0.33333],
    ['q2', 0.49999],
  ]),
};

/** Prints what was written to four decimals, but for the changes: `metric query` -> value, null: not printed. */
function toolWith(changes: Readonly<Record<string, number | null>> = {}): Tool {
  return (metric) => {
    const values = new Map([
      ...WRITTEN.perQuery,
      ['all', metric === 'nDCG@10' ? WRITTEN.means['nDCG@10'] : WRITTEN.means['MRR@10']],
    ]);
    return new Map(
      [...values].flatMap(([query, value]) => {
        const change = changes[`${metric} ${query}`];
        return change === null ? [] : [[query, change ?? Number(value.toFixed(4))] as const];
      }),
    );
  };
}

const faultsOf = (tool: Tool) => compareFigures(WRITTEN, tool).map(({ faults }) => faults);

describe('figures and those of trec_eval', () => {
  test('are the same to four decimals', () => {
    const [ndcg, mrr] = compareFigures(WRITTEN, toolWith());
    expect(ndcg).toMatchObject({ metric: 'nDCG@10', values: 3, faults: [] });
    expect(ndcg?.largest).toBeCloseTo(4e-5, 9);
    expect(mrr).toEqual({ metric: 'MRR@10', values: 1, largest: 0, faults: [] });
  });

  test('half of the last decimal is not a difference, a little more is', () => {
    expect(faultsOf(toolWith({ 'nDCG@10 all': 0.41671, 'MRR@10 all': 0.49995 }))).toEqual([[], []]);
    expect(faultsOf(toolWith({ 'MRR@10 all': 0.49994 }))).toEqual([
      [],
      ['query all: 0.5 here, 0.49994 in trec_eval'],
    ]);
  });

  test('a difference of one query, NaN and a query on one side alone are faults', () => {
    expect(faultsOf(toolWith({ 'nDCG@10 q1': 0.3332 }))[0]).toHaveLength(1);
    expect(faultsOf(toolWith({ 'nDCG@10 q1': NaN }))[0]).toHaveLength(1);
    expect(faultsOf(toolWith({ 'nDCG@10 q2': null }))[0]).toEqual(['query q2: only Kennel has a value']);
    const more: Tool = (metric) => new Map([...toolWith()(metric), ['q3', 1]]);
    expect(faultsOf(more)[0]).toEqual(['query q3: only trec_eval has a value']);
  });
});

describe('trec_eval', () => {
  test('is asked for a metric by its own name', () => {
    expect(measureArguments('nDCG@10')).toEqual(['-m', 'ndcg_cut.10']);
    expect(measureArguments('MRR@10')).toEqual(['-M', '10', '-m', 'recip_rank']);
    for (const metric of ['Accuracy@10', 'nDCG', 'nDCG@', 'nDCG@0'])
      expect(() => measureArguments(metric)).toThrow(`trec_eval has no ${metric}`);
  });

  test('prints lines of measure, query and value', () => {
    const text = 'ndcg_cut_10           \tq1\t0.5000\nndcg_cut_10           \tall\t0.2500\n';
    expect([...readPrinted(text)]).toEqual([
      ['q1', 0.5],
      ['all', 0.25],
    ]);
    expect(() => readPrinted('ndcg_cut_10\tq1\t0.5\n')).toThrow('no mean');
    for (const line of ['ndcg_cut_10', 'ndcg_cut_10 q1', 'a b c d', 'runid all kennel'])
      expect(() => readPrinted(`${line}\n`)).toThrow('another form');
  });

  test('that is absent or fails is an error', () => {
    const given = { qrels: 'q', run: 'r', relevanceLevel: 1, countedQueries: 'judged' } as const;
    expect(() => trecEval({ ...given, binary: './no-such-program' })('nDCG@10')).toThrow('ENOENT');
    // Node knows no flag -q, so it fails as a program that cannot read its input does.
    expect(() => trecEval({ ...given, binary: process.execPath })('nDCG@10')).toThrow(
      'trec_eval ended with 9',
    );
  });
});
