import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryFile } from '../formats/memory-file';
import { averagePrecision } from '../metrics/average-precision';
import { evaluateRun } from '../metrics/evaluate-run';
import { DEFAULT_RULES, type EvaluationRules } from '../metrics/evaluation-rules';
import type { Metric } from '../metrics/metric';
import { ndcg } from '../metrics/ndcg';
import { precision } from '../metrics/precision';
import { recall } from '../metrics/recall';
import { reciprocalRank } from '../metrics/reciprocal-rank';
import type { Run } from '../metrics/run';
import { success } from '../metrics/success';
import { formatTrecQrels } from '../results/qrels';
import { formatRun } from '../results/trec-run';
import { readJudgements } from './read-judgements';
import { readRun } from './read-run';

const FOLDER = new URL('../../../../shared/data/fixtures/trec_eval/', import.meta.url);

type Table = Record<string, Record<string, string>>;

/** trec_eval's measure of a name with us, at a level of relevance; undefined for one that we lack. */
function measureOf(name: string, level: number): Metric | undefined {
  const [, family = '', digits] = /^(.*?)(?:_(\d+))?$/u.exec(name) ?? [];
  const cut = digits === undefined ? Infinity : Number(digits);
  switch (family) {
    case 'map':
    case 'map_cut':
      return averagePrecision(cut, level);
    case 'recip_rank':
      return reciprocalRank(cut, level);
    case 'P':
      return precision(cut, level);
    case 'recall':
      return recall(cut, level);
    case 'ndcg':
    case 'ndcg_cut':
      return ndcg(cut);
    case 'success':
      return success(cut, level);
    default:
      return undefined;
  }
}

/** Query (or `all`) -> measure -> value as printed, of the measures that we have. */
function printedBy(file: string, level: number): Table {
  const table: Table = {};
  for (const line of readFileSync(new URL(file, FOLDER), 'utf8').split('\n')) {
    const [name = '', query = '', value = ''] = line.split(/\s+/u);
    if (measureOf(name, level) !== undefined) (table[query] ??= {})[name] = value;
  }
  return table;
}

const fileOf = (name: string) => memoryFile(name, readFileSync(new URL(name, FOLDER)));

/** What we wrote is what is measured: the run and the judgements go through our files first. */
async function throughOurFiles(runFile: string, qrelsFile: string) {
  const run = formatRun(await readRun(fileOf(runFile)), 'kennel');
  const qrels = formatTrecQrels(await readJudgements(fileOf(qrelsFile)));
  return {
    run: await readRun(memoryFile('run.trec', run)),
    qrels: await readJudgements(memoryFile('qrels.trec', qrels)),
  };
}

/** The first `count` documents of each query, as `-M` has it. */
function firstOf(run: Run, count: number): Run {
  return new Map([...run].map(([query, documents]) => [query, documents.slice(0, count)]));
}

const CASES: readonly {
  readonly output: string;
  readonly run?: string;
  readonly qrels?: string;
  readonly rules?: Partial<EvaluationRules>;
  readonly most?: number;
  /** How many figures to hold against it, so that none goes missing. */
  readonly figures: number;
}[] = [
  { output: 'out.test', figures: 11 },
  { output: 'out.test.a', figures: 42 },
  { output: 'out.test.aq', figures: 4 * 42 },
  { output: 'out.test.aql', qrels: 'qrels.rel_level', rules: { relevanceLevel: 2 }, figures: 4 * 42 },
  { output: 'out.test.aqc', run: 'results.trunc', figures: 4 * 42 },
  { output: 'out.test.aqcM', run: 'results.trunc', most: 100, figures: 4 * 42 },
  { output: 'out.test.meas_params', figures: 4 * 11 },
];

describe.skipIf(!existsSync(FOLDER))("trec_eval's own output (skipped without ../shared)", () => {
  test.each(CASES)('$output, to four decimals', async ({ output, figures, most = Infinity, ...given }) => {
    const rules = { ...DEFAULT_RULES, ...given.rules };
    const { run, qrels } = await throughOurFiles(given.run ?? 'results.test', given.qrels ?? 'qrels.test');
    const expected = printedBy(output, rules.relevanceLevel);
    const names = Object.keys(expected['all'] ?? {});
    expect(Object.values(expected).flatMap((values) => Object.keys(values)).length).toBe(figures);
    const actual: Table = {};
    for (const name of names) {
      const metric = measureOf(name, rules.relevanceLevel);
      if (metric === undefined) throw new Error(`no measure ${name}`);
      const { perQuery, mean } = evaluateRun(firstOf(run, most), qrels, [metric], rules);
      const values = [...(perQuery.get(metric.name) ?? []), ['all', mean[metric.name]] as const];
      for (const [query, value] of values) (actual[query] ??= {})[name] = (value ?? NaN).toFixed(4);
    }
    expect(actual).toMatchObject(expected);
  });
});
