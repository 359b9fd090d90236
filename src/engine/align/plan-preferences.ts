import { planAlignment, type AlignmentPlan } from '../../core/alignment/plan-alignment';
import { createNumbering } from '../../core/data/numbering';
import type { EvalSet } from '../../core/data/eval-set';
import type { OpenEvaluation } from '../../core/data/evaluation-data';
import type { Preference } from '../../core/data/preference';
import type { Settings } from '../../core/settings/settings';
import { textHash } from '../../core/text/text-hash';

/**
 * Preferences as rows, without those whose query stands in an open evaluation set or in one of `held`. A split for
 * training is no evaluation.
 */
export function planPreferences(
  preferences: readonly Preference[],
  evaluations: readonly OpenEvaluation[],
  settings: Pick<Settings, 'alignTies' | 'alignLists'>,
  held: readonly EvalSet[] = [],
): AlignmentPlan {
  const splits = evaluations.flatMap((evaluation) =>
    evaluation.splits.filter(({ name }) => name !== 'train'),
  );
  const evaluated = createNumbering();
  for (const { queries } of [...splits, ...held])
    for (const { text } of queries) evaluated.numberOf(textHash(text));
  return planAlignment(preferences, settings, (query) => evaluated.find(query) !== undefined);
}
