import tfjs from '@tensorflow/tfjs/package.json';
import kennel from '../../../package.json';
import type { ChecksSummary } from '../../core/doctor/checks-summary';
import { formatMetricsJson, type MetricsRecord } from '../../core/results/metrics-json';
import { formatPerQueryCsv } from '../../core/results/per-query-csv';
import { formatTrecQrels } from '../../core/results/qrels';
import { setSuffixes } from '../../core/results/set-suffixes';
import { trainingLogLine } from '../../core/results/training-log-line';
import { formatRun } from '../../core/results/trec-run';
import type { Settings } from '../../core/settings/settings';
import { pairedTTest } from '../../core/significance/paired-t-test';
import type { Measured } from '../evaluate/measured-model';
import type { EngineEvent } from '../protocol/events';
import type { EvaluateResult, OutputFile } from '../protocol/results';
import type { MeasuredSet } from './measured-set';
import type { FinishedRun } from './run-training';
import type { ComparedSet } from './set-results';

/** A fingerprint of the code, which Vite puts in (see its configuration). */
declare const SOURCE_HASH: string;

/** Versions that go into every record. */
export const VERSIONS: Readonly<Record<string, string>> = {
  kennel: kennel.version,
  sources: SOURCE_HASH,
  tfjs: tfjs.version,
};

function textFile(name: string, type: string, text: string): OutputFile {
  return { name, blob: new Blob([text], { type }) };
}

/** The files of a finished run. */
export function trainingRecords(
  { result, measured }: FinishedRun,
  given: {
    readonly settings: Settings;
    readonly log: readonly EngineEvent[];
    readonly checks: ChecksSummary;
  },
): () => readonly OutputFile[] {
  const { settings, log, checks } = given;
  const record: MetricsRecord = {
    ...result,
    ...pairedTest(measured[0]),
    others: result.others.map((other, at) => ({ ...other, ...pairedTest(measured[at + 1]) })),
    checks,
    settings,
    versions: VERSIONS,
  };
  return () => [
    textFile('metrics.json', 'application/json', formatMetricsJson(record)),
    ...rankingFiles(measured, result.metric),
    textFile('training-log.jsonl', 'application/x-ndjson', log.map(trainingLogLine).join('')),
  ];
}

/** The files of an evaluation without training. */
export function evaluationRecords(
  result: EvaluateResult,
  given: { readonly settings: Settings; readonly measured: readonly MeasuredSet[] },
): () => readonly OutputFile[] {
  const { settings, measured } = given;
  const record: MetricsRecord = { ...result, seed: settings.seed, settings, versions: VERSIONS };
  return () => [
    textFile('metrics.json', 'application/json', formatMetricsJson(record)),
    ...rankingFiles(measured, result.metric),
  ];
}

/** A t-test needs two queries. */
function pairedTest(set: ComparedSet | undefined): Pick<MetricsRecord, 'tTest'> {
  if (set === undefined || set.before.headline.length < 2) return {};
  return { tTest: pairedTTest(set.before.headline, set.after.headline) };
}

/** Of every set its per-query figures, its ranking, and the judgements it was held against, for trec_eval. */
function rankingFiles(measured: readonly MeasuredSet[], metric: string): OutputFile[] {
  const suffixes = setSuffixes(measured.map(({ set }) => set.of));
  return measured.flatMap(({ set, bm25, before, after, hybridAfter }, at) => {
    const suffix = suffixes[at] ?? '';
    const columns = [
      column('bm25', bm25, metric),
      ...(before === null ? [] : [column('before', before, metric)]),
      column(before === null ? 'model' : 'after', after, metric),
      ...(hybridAfter === null ? [] : [column('hybrid', hybridAfter, metric)]),
    ];
    return [
      textFile(`per-query${suffix}.csv`, 'text/csv', formatPerQueryCsv(set.queries, columns)),
      textFile(`run${suffix}.trec`, 'text/plain', formatRun(after.run, 'kennel')),
      textFile(`qrels${suffix}.trec`, 'text/plain', formatTrecQrels(set.qrels)),
    ];
  });
}

function column(name: string, measured: Measured, metric: string) {
  return { name: `${name} ${metric}`, values: measured.perQuery.get(metric) ?? new Map<string, number>() };
}
