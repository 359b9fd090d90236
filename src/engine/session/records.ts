import tfjs from '@tensorflow/tfjs/package.json';
import kennel from '../../../package.json';
import type { ChosenSets } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import { formatMetricsJson, type MetricsRecord } from '../../core/results/metrics-json';
import { formatPerQueryCsv } from '../../core/results/per-query-csv';
import { trainingLogLine } from '../../core/results/training-log-line';
import { formatRun } from '../../core/results/trec-run';
import type { Settings } from '../../core/settings/settings';
import { pairedTTest } from '../../core/significance/paired-t-test';
import type { Measured } from '../evaluate/measured-model';
import type { EngineEvent } from '../protocol/events';
import type { EvaluateResult, OutputFile } from '../protocol/results';
import type { FinishedRun } from './run-training';

/** Versions that go into every record. */
export const VERSIONS: Readonly<Record<string, string>> = { kennel: kennel.version, tfjs: tfjs.version };

function textFile(name: string, type: string, text: string): OutputFile {
  return { name, blob: new Blob([text], { type }) };
}

/** The files of a finished run. */
export function trainingRecords(
  finished: FinishedRun,
  given: { readonly settings: Settings; readonly sets: ChosenSets; readonly log: readonly EngineEvent[] },
): () => readonly OutputFile[] {
  const { settings, sets, log } = given;
  const { result, bm25, before, after } = finished;
  const paired = before.headline.length >= 2 ? { tTest: pairedTTest(before.headline, after.headline) } : {};
  const record: MetricsRecord = { ...result, ...paired, settings, versions: VERSIONS };
  const columns = [
    column('bm25', bm25, result.metric),
    column('before', before, result.metric),
    column('after', after, result.metric),
  ];
  return () => [
    textFile('metrics.json', 'application/json', formatMetricsJson(record)),
    textFile('per-query.csv', 'text/csv', formatPerQueryCsv(sets.test.queries, columns)),
    textFile('run.trec', 'text/plain', formatRun(after.run, 'kennel')),
    textFile('training-log.jsonl', 'application/x-ndjson', log.map(trainingLogLine).join('')),
  ];
}

/** The files of an evaluation without training. */
export function evaluationRecords(
  result: EvaluateResult,
  given: {
    readonly settings: Settings;
    readonly test: EvalSet;
    readonly bm25: Measured;
    readonly measured: Measured;
  },
): () => readonly OutputFile[] {
  const { settings, test, bm25, measured } = given;
  const record: MetricsRecord = { ...result, seed: settings.seed, settings, versions: VERSIONS };
  const columns = [column('bm25', bm25, result.metric), column('model', measured, result.metric)];
  return () => [
    textFile('metrics.json', 'application/json', formatMetricsJson(record)),
    textFile('per-query.csv', 'text/csv', formatPerQueryCsv(test.queries, columns)),
    textFile('run.trec', 'text/plain', formatRun(measured.run, 'kennel')),
  ];
}

function column(name: string, measured: Measured, metric: string) {
  return { name: `${name} ${metric}`, values: measured.perQuery.get(metric) ?? new Map<string, number>() };
}
