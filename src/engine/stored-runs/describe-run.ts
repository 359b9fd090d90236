import type { ChosenSets } from '../../core/data/choose-sets';
import { SETTING_NAMES, type Settings } from '../../core/settings/settings';
import type { Interval } from '../../core/significance/interval';
import { meanInterval } from '../../core/significance/mean-interval';
import { questionsFingerprint } from '../../core/stored-runs/questions-fingerprint';
import type { Measured } from '../evaluate/measured-model';
import { nextTask } from '../next-task';
import type { BackendName } from '../protocol/device';
import type { SetResult } from '../protocol/results';
import type { RunEnd, RunSummary, StoredRun, StoredSet, StoredValues } from '../protocol/stored-runs';
import { VERSIONS } from '../session/records';
import type { FinishedRun } from '../session/run-training';
import type { ComparedSet } from '../session/set-results';
import type { RunData } from '../session/trained-model';
import { runName } from './run-name';
import type { RunWatch } from './run-watch';

/** All that is known of a run when it is over. */
export interface EndedRun {
  readonly settings: Settings;
  /** Name of the loss. */
  readonly loss: string;
  readonly model: string;
  readonly metric: string;
  readonly backend: BackendName;
  readonly data: RunData;
  readonly sets: ChosenSets;
  readonly watch: RunWatch;
  /** Null for a run that was cancelled or broke. */
  readonly finished: FinishedRun | null;
  readonly ended: RunEnd;
  /** Step whose weights were kept. */
  readonly bestStep: number;
}

/** The record of a run as it is stored. `now`: when it ended. */
export async function describeRun(run: EndedRun, now: Date): Promise<StoredRun> {
  const { settings, watch, finished, data } = run;
  const measured = finished?.measured ?? [];
  const results = finished === null ? [] : [finished.result, ...finished.result.others];
  const sets: StoredSet[] = [];
  for (const [at, set] of measured.entries()) {
    const result = results[at];
    if (result !== undefined) sets.push(await describeSet(set, result, run));
  }
  const summary: RunSummary = {
    id: newId(),
    name: runName(run.loss, now),
    date: now.toISOString(),
    pinned: false,
    model: run.model,
    loss: run.loss,
    data: { files: data.files, rows: data.rows, hash: data.hash },
    settings: Object.fromEntries(SETTING_NAMES.map((name) => [name, String(settings[name])])),
    metric: run.metric,
    ended: run.ended,
    steps: finished?.result.steps ?? watch.steps,
    bestStep: run.bestStep,
    seconds: finished?.result.seconds ?? watch.seconds,
    backend: run.backend,
    dev: await describeDev(run),
    sets,
    notes: finished?.result.notes ?? watch.notes,
    versions: VERSIONS,
  };
  return { summary, details: { ...watch.curves(), values: measured.map(valuesOf(run.metric)) } };
}

async function describeDev({ sets, watch, bestStep }: EndedRun): Promise<RunSummary['dev']> {
  const kept = watch.evaluationAt(bestStep);
  return {
    name: sets.dev.name,
    queries: sets.dev.queries.length,
    questions: await questionsFingerprint(sets.dev, nextTask),
    untouched: watch.baseline?.dev.untouched ?? Number.NaN,
    kept: kept === undefined ? null : { mean: kept.mean, low: kept.low, high: kept.high },
  };
}

async function describeSet(
  { set, after }: ComparedSet,
  { testSet, delta, adjustedP, baseline, metrics }: SetResult,
  { metric, settings }: EndedRun,
): Promise<StoredSet> {
  await nextTask();
  return {
    testSet,
    questions: await questionsFingerprint(set, nextTask),
    headline: headlineInterval(after, metric, settings.seed),
    delta,
    adjustedP,
    bm25: baseline.bm25,
    untouched: baseline.untouched,
    metrics,
  };
}

/** Over the queries that count; a mean of none is 0, as everywhere. */
function headlineInterval({ perQuery }: Measured, metric: string, seed: number): Interval {
  const values = [...(perQuery.get(metric)?.values() ?? [])];
  return values.length === 0 ? { mean: 0, low: 0, high: 0 } : meanInterval(values, seed);
}

function valuesOf(metric: string) {
  return ({ set, bm25, before, after }: ComparedSet): StoredValues => {
    const column = ({ perQuery }: Measured, name: string): Float32Array =>
      Float32Array.from(set.queries, ({ id }) => perQuery.get(name)?.get(id) ?? Number.NaN);
    return {
      set: set.of,
      queries: set.queries.map(({ id }) => id),
      bm25: column(bm25, metric),
      before: column(before, metric),
      after: Object.fromEntries([...after.perQuery.keys()].map((name) => [name, column(after, name)])),
    };
  };
}

/** 128 random bits; `crypto.randomUUID` is missing on pages without https. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
