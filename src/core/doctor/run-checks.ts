import { digestOf, type RowDigest } from '../data/row-digest';
import type { RowList } from '../data/row-list';
import type { TrainingRow } from '../data/training-row';
import { createPause } from '../formats/pause';
import type { Check, Closing, Outcome, Visit } from './check';
import { sketch, type Sketch } from './sketch';

/** What is done: every row is visited, then similar ones are compared. */
export type Stage = 'visit' | 'compare';

export interface ChecksOptions {
  readonly signal?: AbortSignal;
  /** Hears of how many rows a stage is done. */
  readonly onProgress?: (stage: Stage, done: number, total: number) => void;
}

/** Rows between two reports of progress. */
const STEP = 1000;

/**
 * Shows every row to every check, in order, and lets the checks end.
 * @param see Called for every row as well
 */
export async function runChecks(
  rows: RowList,
  checks: readonly Check[],
  { signal, onProgress }: ChecksOptions,
  see: (visit: Visit) => void = () => undefined,
): Promise<Outcome[]> {
  const pause = createPause(signal);
  await pause();
  const digest = digestOf(rows);
  let index = 0;
  for (const row of rows) {
    if (index % STEP === 0) onProgress?.('visit', index, rows.length);
    await pause();
    const visit = new RowVisit(row, index++, digest);
    see(visit);
    for (const check of checks) check.visit(visit);
  }
  onProgress?.('visit', rows.length, rows.length);
  const closing: Closing = {
    rows: rows.length,
    rowAt: (at) => rowOf(rows, at),
    pause,
    progress: (share) => onProgress?.('compare', Math.round(share * rows.length), rows.length),
  };
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    await pause();
    outcomes.push(...(await check.finish(closing)));
  }
  return outcomes;
}

class RowVisit implements Visit {
  readonly row: TrainingRow;
  readonly index: number;
  readonly query: number;
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
  #querySketch: Sketch | undefined;
  #positiveSketch: Sketch | undefined;

  constructor(row: TrainingRow, index: number, { queries, passages, starts }: RowDigest) {
    const start = starts[index] ?? 0;
    const negatives = start + row.positives.length;
    this.row = row;
    this.index = index;
    this.query = queries[index] ?? 0;
    this.positives = [...passages.subarray(start, negatives)];
    this.negatives = [...passages.subarray(negatives, negatives + row.negatives.length)];
  }

  get querySketch(): Sketch {
    return (this.#querySketch ??= sketch(this.row.query, 'query'));
  }

  get positiveSketch(): Sketch {
    return (this.#positiveSketch ??= sketch(this.row.positives[0] ?? '', 'passage'));
  }
}

function rowOf(rows: RowList, index: number): TrainingRow {
  const row = rows.at(index);
  if (row === undefined) throw new Error(`there is no row ${index}`);
  return row;
}
