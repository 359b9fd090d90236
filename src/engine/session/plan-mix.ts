import { expandPositives } from '../../core/data/expand-positives';
import { planMix, type Mix } from '../../core/data/mixing';
import { parseMix } from '../../core/data/mixing-ratios';
import { groupRows } from '../../core/data/row-groups';
import type { RowList } from '../../core/data/row-list';
import { createPause } from '../../core/formats/pause';
import type { Settings } from '../../core/settings/settings';

/**
 * The mix that the settings ask for, of the rows that a run trains on, and notes about it; null where they ask for none.
 * @throws InputError for a group that none of the rows belongs to
 */
export async function planRunMix(
  train: RowList,
  { mix, mixBy }: Settings,
  signal: AbortSignal,
): Promise<{ mix: Mix | null; notes: string[] }> {
  const ratios = parseMix(mix);
  if (ratios.size === 0) return { mix: null, notes: [] };
  return planMix(await groupRows(expandPositives(train), mixBy, createPause(signal)), ratios);
}
