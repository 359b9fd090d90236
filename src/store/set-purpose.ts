import { DEV_NAMES } from '../core/data/choose-splits';
import type { Settings } from '../core/settings/settings';
import type { EvaluationDataReport } from '../engine/protocol/data';

/** What an open evaluation set is for; the primary one is the first that is in-distribution. */
export function setPurpose(
  { role, splits }: Pick<EvaluationDataReport, 'role' | 'splits'>,
  primary: boolean,
  { devSplit }: Pick<Settings, 'devSplit'>,
): string {
  if (role === 'out') return 'From elsewhere: shows what training makes the model forget.';
  if (!primary) return 'Like the training data. It is measured, but chooses nothing.';
  const dev = devSplit === 'auto' || devSplit === '' ? usualDev(splits) : devSplit;
  const chooser = dev === undefined ? 'Held-out training queries choose' : `Its split "${dev}" chooses`;
  return `Like the training data. It gives the verdict. ${chooser} which weights are kept.`;
}

/** The usual name comes first that stands first in their list; a set's only split is for the verdict. */
function usualDev(splits: EvaluationDataReport['splits']): string | undefined {
  if (splits.length < 2) return undefined;
  return DEV_NAMES.find((name) => splits.some((split) => split.name === name));
}
