import { InputError } from '../input-error';
import type { Settings } from '../settings/settings';
import { textHash } from '../text/text-hash';
import { chooseDevSplit, chooseOtherSplit, chooseTestSplit } from './choose-splits';
import type { EvalSet } from './eval-set';
import type { OpenEvaluation } from './evaluation-data';
import { holdOut } from './hold-out';
import { createNumbering } from './numbering';
import { groupByQuery } from './query-groups';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';
import { placesWhere, selectRows } from './select-rows';
import { sharedPassages } from './shared-passages';
import { splitHeldOut } from './split';
import { HELD_OUT, type TestSplit } from './test-split';
import { MAX_CURVE_QUERIES, MAX_CURVE_PASSAGES, watchSet, type OtherSet } from './watched-set';

export interface ChosenSets {
  readonly train: RowList;
  /** Measured during training; its best value chooses the weights. */
  readonly dev: EvalSet;
  /** The primary set, measured before and after. */
  readonly test: TestSplit;
  /** The other evaluation sets, which choose nothing. */
  readonly others: readonly OtherSet[];
  /** What was decided, in sentences for the user. */
  readonly notes: readonly string[];
}

interface Given {
  readonly rows: RowList;
  readonly evaluations: readonly OpenEvaluation[];
  readonly settings: Settings;
}

/** What is left to train on, and what chooses and judges the weights. */
type Primary = Pick<ChosenSets, 'train' | 'dev' | 'test'> & { readonly notes: readonly string[] };

/**
 * Decides what is trained on, what the curves and what the results are measured on. The primary set is the first
 * in-distribution one; where there is none, queries are held out of training. Training rows whose query stands in a set
 * that is measured are left out; and where the primary set has no dev split, dev queries are held out of training, so
 * that a test split is never used to choose a checkpoint.
 * @throws InputError for a split that is not there, or when too little is left to train on
 */
export function chooseSets({ rows, evaluations, settings: given }: Given): ChosenSets {
  const settings = { ...given, seed: given.splitSeed < 0 ? given.seed : given.splitSeed };
  const primary = primaryOf(evaluations);
  const tests = evaluations
    .filter((evaluation) => evaluation !== primary)
    .map((evaluation) => chooseOtherSplit(evaluation, settings));
  const others = tests.map((test) => watchSet(test, settings));
  const chosen = primary
    ? chooseWithin(rows, primary, tests, settings)
    : chooseHeldOut(rows, tests, settings);
  return { ...chosen, others, notes: [...chosen.notes, ...others.flatMap(largeCorpusNote)] };
}

/** The set whose dev split chooses the weights. */
export function primaryOf(evaluations: readonly OpenEvaluation[]): OpenEvaluation | undefined {
  return evaluations.find(({ role }) => role === 'in');
}

function chooseHeldOut(rows: RowList, others: readonly TestSplit[], settings: Settings): Primary {
  const kept = withoutQueriesOf(rows, others);
  const { train, dev, test, passages, notes } = splitHeldOut(kept, settings.heldOut, settings);
  return {
    train,
    dev,
    test: { ...test, of: HELD_OUT, role: 'in' },
    notes: [
      ...leakageNotes(rows, kept, others),
      heldOutNote(dev, test, passages),
      ...fewerNote(kept, [dev, test], settings),
      ...notes,
    ],
  };
}

function chooseWithin(
  rows: RowList,
  evaluation: OpenEvaluation,
  others: readonly TestSplit[],
  settings: Settings,
): Primary {
  const test = chooseTestSplit(evaluation, settings);
  const dev = chooseDevSplit(evaluation, settings, test);
  const kept = withoutQueriesOf(rows, [test, ...(dev ? [dev] : []), ...others]);
  const notes = leakageNotes(rows, kept, [test, ...others]);
  if (!dev) {
    const held = holdOutDev(kept, test, settings);
    return { ...held, test, notes: [...notes, ...held.notes] };
  }
  if (dev.name === test.name)
    notes.push(`"${test.name}" is used for the curve and for the result: the result is flattered.`);
  return { train: kept, dev, test, notes };
}

function holdOutDev(kept: RowList, test: EvalSet, settings: Settings) {
  const count = groupByQuery(kept).count;
  if (count < 2) {
    throw new InputError(
      kept.at(0)?.file ?? 'training data',
      'there is only one training query, so none can be held out for the curve; name an evaluation split for it ' +
        `(setting "Split for the curve", devSplit), for example ${test.name}`,
    );
  }
  const queries = Math.max(1, Math.min(MAX_CURVE_QUERIES, Math.round((count * settings.heldOut) / 2)));
  const { train, sets, notes } = holdOut(kept, [{ name: 'held-out dev', queries }], settings);
  const [dev] = sets;
  if (!dev) throw new Error('holdOut gave fewer sets than parts');
  const note = `The evaluation data has no dev split: ${dev.queries.length} of ${count} training queries were held out for the curve.`;
  return { train, dev, notes: [note, ...notes] };
}

function withoutQueriesOf(rows: RowList, sets: readonly EvalSet[]): RowList {
  if (sets.length === 0) return rows;
  const known = createNumbering();
  for (const { text } of sets.flatMap((set) => set.queries)) known.numberOf(textHash(text));
  const { queries } = digestOf(rows);
  const kept = placesWhere(rows.length, (row) => known.find(queries[row] ?? 0) === undefined);
  if (kept.length === rows.length && kept.length > 0) return rows;
  if (kept.length > 0) return selectRows(rows, kept);
  throw new InputError(
    rows.at(0)?.file ?? 'training data',
    rows.length === 0
      ? 'there is no row to train on'
      : 'every training query also stands in the evaluation data, so nothing is left to train on',
  );
}

function leakageNotes(rows: RowList, kept: RowList, sets: readonly TestSplit[]): string[] {
  const left = rows.length - kept.length;
  const shared = sets.flatMap((set) => sharedNote(kept, set, sets.length > 1));
  if (left === 0) return shared;
  return [
    `${left} training rows were left out, because their query stands in the evaluation data.`,
    ...shared,
  ];
}

function sharedNote(kept: RowList, set: TestSplit, named: boolean): string[] {
  const shared = sharedPassages(kept, set.corpus).length;
  if (shared === 0) return [];
  const corpus = named ? `the corpus of "${set.of}"` : 'the evaluation corpus';
  return [`${shared} training rows have a positive passage that also stands in ${corpus} (kept).`];
}

function heldOutNote(dev: EvalSet, test: EvalSet, passages: number): string {
  const ranked = test.corpus.length;
  const against =
    ranked === passages
      ? `all ${passages} passages of the training data`
      : `${ranked} of the ${passages} passages of the training data: those that answer them and others drawn by the ` +
        'seed (setting "Passages to rank", heldOutPassages)';
  return (
    `${dev.queries.length} training queries were held out for the curve and ${test.queries.length} for the ` +
    `result; each is ranked against ${against}.`
  );
}

/** Says so where fewer queries are held out than the share asks for. */
function fewerNote(rows: RowList, sets: readonly EvalSet[], { heldOut, heldOutQueries }: Settings): string[] {
  const share = Math.round(heldOut * groupByQuery(rows).count);
  const held = sets.reduce((sum, { queries }) => sum + queries.length, 0);
  if (heldOutQueries === 0 || share <= 2 * heldOutQueries || held >= share) return [];
  return [
    `The held-out share would be ${share} queries; the setting "Most held-out questions" (heldOutQueries) takes fewer.`,
  ];
}

function largeCorpusNote({ test, curve }: OtherSet): string[] {
  if (curve !== null || test.corpus.length <= MAX_CURVE_PASSAGES) return [];
  return [
    `"${test.of}" has more than ${MAX_CURVE_PASSAGES.toLocaleString('en-GB')} passages, so it is measured before and after training only.`,
  ];
}
