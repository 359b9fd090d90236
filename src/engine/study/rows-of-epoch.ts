import { expandPositives } from '../../core/data/expand-positives';
import type { RowList } from '../../core/data/row-list';
import type { Settings } from '../../core/settings/settings';
import { planRunMix } from '../session/plan-mix';

/**
 * How many rows an epoch of a run has: one for each positive, of which a mix takes some.
 * @throws InputError for a group of the mix that none of the rows belongs to
 */
export async function rowsOfEpoch(train: RowList, settings: Settings, signal: AbortSignal): Promise<number> {
  const { mix } = await planRunMix(train, settings, signal);
  if (mix === null) return expandPositives(train).length;
  return mix.perEpoch.reduce((sum, count) => sum + count, 0);
}
