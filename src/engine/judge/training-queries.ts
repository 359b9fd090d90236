import { chooseSets } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import type { OpenEvaluation } from '../../core/data/evaluation-data';
import { isHeldOut } from '../../core/data/is-held-out';
import { createNumbering } from '../../core/data/numbering';
import type { RowList } from '../../core/data/row-list';
import { samplePlaces } from '../../core/preferences/propose-pairs';
import type { Settings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';

/** A query of the training rows, with what the rows have as answers to it. */
export interface LabelledQuery {
  readonly id: string | undefined;
  readonly text: string;
  /** Hashes of the labelled passages (see `textHash`). */
  readonly positives: ReadonlySet<number>;
}

export interface TrainingQueries {
  readonly queries: readonly LabelledQuery[];
  /** The rows that are left to train on, and the sets of questions that were held out of them. */
  readonly train: RowList;
  readonly heldOut: readonly EvalSet[];
  readonly notes: readonly string[];
}

/** A split of this name holds training questions, which are no evaluation. */
const TRAINING_SPLIT = 'train';

/**
 * The queries that a run with these settings trains on, at most `judgeQueries` of them. Held-out queries and those of
 * any open evaluation set are left out: verdicts on them would teach what is measured.
 * @throws InputError as `chooseSets`, and Error when no query is left
 */
export function trainingQueries(
  rows: RowList,
  evaluations: readonly OpenEvaluation[],
  settings: Settings,
): TrainingQueries {
  const measured = createNumbering();
  for (const { splits } of evaluations)
    for (const { name, queries } of splits)
      if (name !== TRAINING_SPLIT) for (const { text } of queries) measured.numberOf(textHash(text));
  const all = collect(rows);
  const { train, dev, test } = chooseSets({ rows, evaluations, settings });
  const trained = collect(train);
  const left = [...trained].filter(([hash]) => measured.find(hash) === undefined).map(([, query]) => query);
  if (left.length === 0) throw new Error('No training query is left that is not also measured on.');
  const places = samplePlaces(left.length, settings.judgeQueries, settings.seed);
  return {
    queries: places.flatMap((at) => left[at] ?? []),
    train,
    heldOut: [dev, test].filter((set) => isHeldOut(set, evaluations)),
    notes: [
      ...(all.size > left.length
        ? [
            `${count(all.size - left.length)} of ${count(all.size)} training queries were left out, because they are held out or stand in an evaluation set.`,
          ]
        : []),
      ...(places.length < left.length
        ? [
            `${count(places.length)} of the ${count(left.length)} training queries were drawn (seed ${settings.seed}).`,
          ]
        : []),
    ],
  };
}

/** The distinct queries of rows, by the hash of their text. */
function collect(rows: RowList): Map<number, LabelledQuery> {
  const found = new Map<number, LabelledQuery & { positives: Set<number> }>();
  for (const { query, queryId, positives } of rows) {
    const hash = textHash(query);
    const known = found.get(hash) ?? { id: queryId, text: query, positives: new Set<number>() };
    for (const text of positives) known.positives.add(textHash(text));
    found.set(hash, known);
  }
  return found;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
