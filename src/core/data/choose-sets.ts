import { InputError } from '../input-error';
import type { Settings } from '../settings/settings';
import { textKey } from '../text/text-key';
import type { EvalSet } from './eval-set';
import type { EvaluationData } from './evaluation-data';
import { holdOut, rowsByQuery } from './hold-out';
import { sharedPassages } from './shared-passages';
import { splitHeldOut } from './split';
import type { TrainingRow } from './training-row';

export interface ChosenSets {
  readonly train: readonly TrainingRow[];
  /** Measured during training. */
  readonly dev: EvalSet;
  /** Measured before and after. */
  readonly test: EvalSet;
  /** What was decided, in sentences for the user. */
  readonly notes: readonly string[];
}

const DEV_NAMES = ['dev', 'validation', 'valid', 'val'];
/** More would slow every point of the curve and hardly narrow its interval. */
const MAX_DEV_QUERIES = 200;

/**
 * Decides what is trained on, what the curve and what the result are measured on. Without evaluation data,
 * queries are held out of training. With it, training rows whose query stands in an evaluation set are left
 * out; and where it has no dev split, dev queries are held out of training, so that the test split is never
 * used to choose a checkpoint.
 * @throws InputError for a split that is not there, or when too little is left to train on
 */
export function chooseSets(given: {
  readonly rows: readonly TrainingRow[];
  readonly evaluation: EvaluationData | null;
  readonly settings: Settings;
}): ChosenSets {
  const { rows, evaluation, settings } = given;
  if (!evaluation) {
    const sets = splitHeldOut(rows, settings.heldOut, settings.seed);
    return { ...sets, notes: [heldOutNote(sets.dev, sets.test)] };
  }
  const test = chooseTestSet(evaluation, settings);
  const dev = chooseDevSplit(evaluation, settings, test);
  const kept = withoutQueriesOf(rows, dev ? [test, dev] : [test]);
  const notes = leakageNotes(rows, kept, test);
  if (dev) {
    if (dev === test)
      notes.push(`"${test.name}" is used for the curve and for the result: the result is flattered.`);
    return { train: kept, dev, test, notes };
  }
  const count = rowsByQuery(kept).size;
  if (count < 2) {
    throw new InputError(
      kept[0]?.file ?? 'training data',
      'there is only one training query, so none can be held out for the curve; name an evaluation split for it ' +
        `(setting "Split for the curve", devSplit), for example ${test.name}`,
    );
  }
  const queries = Math.max(1, Math.min(MAX_DEV_QUERIES, Math.round((count * settings.heldOut) / 2)));
  const { train, sets } = holdOut(kept, [{ name: 'held-out dev', queries }], settings.seed);
  const [held] = sets;
  if (!held) throw new Error('holdOut gave fewer sets than parts');
  notes.push(
    `The evaluation data has no dev split: ${queries} of ${count} training queries were held out for the curve.`,
  );
  return { train, dev: held, test, notes };
}

/**
 * The split that results are reported on: the one the settings name, else "test", else the last that is
 * neither train nor dev, else the last dev split.
 * @throws InputError for a split that is not there, or when there is only a train split
 */
export function chooseTestSet(
  evaluation: EvaluationData,
  { testSplit }: Pick<Settings, 'testSplit'>,
): EvalSet {
  if (testSplit !== 'auto' && testSplit !== '') return findSplit(evaluation, testSplit);
  const others = evaluation.splits.filter(({ name }) => name !== 'train');
  const chosen =
    others.find(({ name }) => name === 'test') ??
    others.findLast(({ name }) => !DEV_NAMES.includes(name)) ??
    others.at(-1);
  if (chosen) return chosen;
  throw new InputError(
    evaluation.name,
    'the evaluation data has only a train split, nothing to evaluate on; choose it by name to use it all the same',
  );
}

function chooseDevSplit(
  evaluation: EvaluationData,
  { devSplit }: Settings,
  test: EvalSet,
): EvalSet | undefined {
  if (devSplit !== 'auto' && devSplit !== '') return findSplit(evaluation, devSplit);
  const named = DEV_NAMES.flatMap((name) => evaluation.splits.filter((split) => split.name === name));
  return named.find((split) => split !== test);
}

function findSplit({ name, splits }: EvaluationData, wanted: string): EvalSet {
  const found = splits.find((split) => split.name === wanted);
  if (found) return found;
  const names = splits.map((split) => split.name).join(', ');
  throw new InputError(name, `there is no split "${wanted}"; there are: ${names}`);
}

function withoutQueriesOf(rows: readonly TrainingRow[], sets: readonly EvalSet[]): TrainingRow[] {
  const known = new Set(sets.flatMap((set) => set.queries.map(({ text }) => textKey(text))));
  const kept = rows.filter((row) => !known.has(textKey(row.query)));
  if (kept.length > 0) return kept;
  throw new InputError(
    rows[0]?.file ?? 'training data',
    rows.length === 0
      ? 'there is no row to train on'
      : 'every training query also stands in the evaluation data, so nothing is left to train on',
  );
}

function leakageNotes(rows: readonly TrainingRow[], kept: readonly TrainingRow[], test: EvalSet): string[] {
  const notes: string[] = [];
  const left = rows.length - kept.length;
  if (left > 0)
    notes.push(`${left} training rows were left out, because their query stands in the evaluation data.`);
  const shared = sharedPassages(kept, test.corpus).length;
  if (shared > 0) {
    notes.push(
      `${shared} training rows have a positive passage that also stands in the evaluation corpus (kept).`,
    );
  }
  return notes;
}

function heldOutNote(dev: EvalSet, test: EvalSet): string {
  return (
    `${dev.queries.length} training queries were held out for the curve and ${test.queries.length} for the ` +
    `result; each is ranked against all ${test.corpus.length} passages of the training data.`
  );
}
