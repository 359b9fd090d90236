import type { Settings } from '../settings/settings';
import { chooseSets, primaryOf } from './choose-sets';
import { chooseOtherSplit, chooseTestSplit } from './choose-splits';
import type { OpenEvaluation } from './evaluation-data';
import type { RowList } from './row-list';
import type { TestSplit } from './test-split';

/**
 * What an evaluation without training measures on, the primary set first: the one that a run would take or, without
 * training data to hold queries out of, the first out-of-distribution one. Empty when nothing is open.
 * @throws InputError for a split that is not there, or when too few queries can be held out
 */
export function chooseTestSplits(
  rows: RowList,
  evaluations: readonly OpenEvaluation[],
  settings: Settings,
): TestSplit[] {
  const primary = primaryOf(evaluations);
  if (primary === undefined && rows.length > 0) {
    const { test, others } = chooseSets({ rows, evaluations, settings });
    return [test, ...others.map((other) => other.test)];
  }
  const first = primary ?? evaluations[0];
  if (first === undefined) return [];
  const others = evaluations.filter((evaluation) => evaluation !== first);
  return [
    chooseTestSplit(first, settings),
    ...others.map((evaluation) => chooseOtherSplit(evaluation, settings)),
  ];
}
