import type { Novelty } from '../../core/data/passage-novelty';
import type { Measured } from '../evaluate/measured-model';
import type { PassageGroup, PassageGroups } from '../protocol/results';

/** The headline metric apart for the queries whose passages training has seen, and for the others. */
export function groupByPassages(
  novelty: readonly Novelty[],
  measured: { readonly bm25: Measured; readonly before: Measured; readonly after: Measured },
): PassageGroups {
  const group = (wanted: Novelty): PassageGroup => {
    const places = novelty.flatMap((one, at) => (one === wanted ? [at] : []));
    const mean = ({ headline }: Measured): number =>
      places.reduce((sum, at) => sum + (headline[at] ?? 0), 0) / Math.max(1, places.length);
    const { bm25, before, after } = measured;
    return { queries: places.length, bm25: mean(bm25), before: mean(before), after: mean(after) };
  };
  return { seen: group('seen'), mixed: group('mixed'), new: group('new') };
}
