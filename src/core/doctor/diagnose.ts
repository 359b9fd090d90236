import type { EvaluationData } from '../data/evaluation-data';
import { digestOf, type RowDigest } from '../data/row-digest';
import type { RowList } from '../data/row-list';
import type { TrainingRow } from '../data/training-row';
import { createPause } from '../formats/pause';
import type { Check, Closing, Outcome, Visit } from './check';
import { conflictingLabels } from './checks/conflicting-labels';
import { duplicates } from './checks/duplicates';
import { languages } from './checks/languages';
import { nearDuplicates } from './checks/near-duplicates';
import { negativeEqualsPositive } from './checks/negative-equals-positive';
import { oneWordTexts } from './checks/one-word-texts';
import { passageLeaks } from './checks/passage-leaks';
import { queryEqualsPositive } from './checks/query-equals-positive';
import { queryLeaks } from './checks/query-leaks';
import { severalPositives } from './checks/several-positives';
import { unverified } from './checks/unverified';
import type { Finding, Severity } from './finding';
import type { FixName } from './fixes';
import { RowCounts, type Overview } from './overview';
import type { Remedy } from './remedy';
import { sketch } from './sketch';

/** What the checks make of training rows: what was found, and what each fix would do. */
export interface Diagnosis {
  readonly rows: number;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  readonly remedies: ReadonlyMap<FixName, Remedy>;
  readonly overview: Overview;
}

export interface DiagnoseOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Rows between two reports of progress. */
const STEP = 1000;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Looks for rows that harm training or make its evaluation dishonest, in one way over the rows and time linear in them.
 * Texts count as the same by `textKey`; hashes are kept, not texts: about 200 bytes a row. Two different texts are taken
 * for the same with a chance below 1e-4 for a million rows.
 */
export async function diagnose(
  rows: RowList,
  evaluations: readonly EvaluationData[],
  { signal, onProgress }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const pause = createPause(signal);
  await pause();
  const written = languages();
  const repeats = duplicates();
  const checks: readonly Check[] = [
    negativeEqualsPositive(),
    conflictingLabels(),
    ...(evaluations.length === 0 ? [] : [queryLeaks(evaluations), passageLeaks(evaluations)]),
    repeats,
    queryEqualsPositive(),
    nearDuplicates(rows.length, repeats.repeated), // after `repeats`, which it asks
    oneWordTexts(),
    unverified(),
    severalPositives(),
    written,
  ];
  const counts = new RowCounts();
  const digest = digestOf(rows);
  let index = 0;
  for (const row of rows) {
    if (index % STEP === 0) onProgress?.(index, rows.length);
    await pause();
    const visit = visitOf(row, index++, digest);
    counts.add(row, visit.query);
    for (const check of checks) check.visit(visit);
  }
  const closing: Closing = { rows: rows.length, rowAt: (at) => rowOf(rows, at), pause };
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(...(await check.finish(closing)));
  onProgress?.(rows.length, rows.length);
  const overview = { ...counts.list(), languages: written.rowsOf() };
  return { rows: rows.length, ...sorted(outcomes), overview };
}

function visitOf(row: TrainingRow, index: number, { queries, passages, starts }: RowDigest): Visit {
  const start = starts[index] ?? 0;
  const negatives = start + row.positives.length;
  return {
    row,
    index,
    query: queries[index] ?? 0,
    positives: [...passages.subarray(start, negatives)],
    negatives: [...passages.subarray(negatives, negatives + row.negatives.length)],
    querySketch: sketch(row.query, 'query'),
    positiveSketch: sketch(row.positives[0] ?? '', 'passage'),
  };
}

function rowOf(rows: RowList, index: number): TrainingRow {
  const row = rows.at(index);
  if (row === undefined) throw new Error(`there is no row ${index}`);
  return row;
}

function sorted(outcomes: readonly Outcome[]): Pick<Diagnosis, 'findings' | 'remedies'> {
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  const remedies = outcomes.flatMap(({ remedy }) =>
    remedy === null ? [] : [[remedy.fix, remedy.does] as const],
  );
  return {
    findings: outcomes.map(({ finding }) => finding).sort((a, b) => rank(a) - rank(b)),
    remedies: new Map(remedies),
  };
}
