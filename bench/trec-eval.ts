/**
 * Holds the figures of output folders (of `train` and `eval`) against trec_eval itself, from their run and judgements:
 * every mean, and the headline query by query. Ends with 1 when a value is not the same to four decimals.
 *   npx tsx bench/trec-eval.ts TREC_EVAL_BINARY FOLDER...
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { MetricsRecord, SetRecord } from '../src/core/results/metrics-json.ts';
import { setSuffixes } from '../src/core/results/set-suffixes.ts';
import { trecId } from '../src/core/results/trec-id.ts';
import { compareFigures, type Comparison } from './compare-figures.ts';
import { trecEval } from './trec-eval-figures.ts';

type Settings = MetricsRecord['settings'];

/** @throws Error where the figures follow a rule that trec_eval does not have. */
function checkRules({ gain, ties }: Settings): void {
  if (gain !== 'linear' || ties !== 'descending')
    throw new Error(`trec_eval has no gain "${gain}" with ties "${ties}": linear and descending only`);
}

function readPerQuery(file: string, headline: string): Map<string, number> {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const first = data[0] ?? {};
  const column = [`model ${headline}`, `after ${headline}`].find((name) => name in first);
  if (column === undefined) throw new Error(`${file}: there is no column of the model's ${headline}`);
  return new Map(data.map((row) => [trecId(row['query-id'] ?? ''), Number(row[column])]));
}

function compareFolder(binary: string, folder: string): Comparison[] {
  const text = readFileSync(join(folder, 'metrics.json'), 'utf8');
  const record = JSON.parse(text) as MetricsRecord; // written by Kennel itself
  const { metric, settings } = record;
  checkRules(settings);
  const sets: SetRecord[] = [record, ...record.others];
  const suffixes = setSuffixes(sets.map(({ testSet }) => testSet.name));
  return sets.flatMap(({ testSet, metrics }, at) => {
    const suffix = suffixes[at] ?? '';
    const tool = trecEval({
      binary,
      qrels: join(folder, `qrels${suffix}.trec`),
      run: join(folder, `run${suffix}.trec`),
      relevanceLevel: Number(settings['relevanceLevel']),
      countedQueries: settings['countedQueries'] === 'returned' ? 'returned' : 'judged',
    });
    const perQuery = readPerQuery(join(folder, `per-query${suffix}.csv`), metric);
    const comparisons = compareFigures({ means: metrics, headline: metric, perQuery }, tool);
    for (const comparison of comparisons) print(testSet.name, comparison);
    return comparisons;
  });
}

function print(set: string, { metric, values, largest, faults }: Comparison): void {
  const cells = [set.padEnd(24), metric.padEnd(12), String(values).padStart(6), largest.toExponential(1)];
  console.log(cells.join(' '));
  for (const fault of faults) console.log(`  ${fault}`);
}

const [binary, ...folders] = process.argv.slice(2);
if (binary === undefined || folders.length === 0)
  throw new Error('usage: npx tsx bench/trec-eval.ts TREC_EVAL_BINARY FOLDER...');
console.log(
  ['evaluation set'.padEnd(24), 'metric'.padEnd(12), 'values'.padStart(6), 'largest difference'].join(' '),
);
const comparisons = folders.flatMap((folder) => compareFolder(binary, folder));
const faults = comparisons.reduce((count, comparison) => count + comparison.faults.length, 0);
const values = comparisons.reduce((count, comparison) => count + comparison.values, 0);
console.log(`${values} values, ${faults} of them not the same to four decimals`);
process.exitCode = faults === 0 ? 0 : 1;
