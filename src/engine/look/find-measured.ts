import type { Occasion } from '../protocol/inspect';
import type { MeasuredSet } from '../session/measured-set';
import type { Session } from '../session/session';

/**
 * What a run or an evaluation ranked on the named set.
 * @throws Error when there was none, or not on this set
 */
export function findMeasured(
  session: Session,
  { of, set }: { readonly of: Occasion; readonly set: string },
): MeasuredSet {
  const measured = of === 'run' ? session.measuredByRun : session.measured;
  if (measured.length === 0)
    throw new Error(
      'There are no rankings to look into: train or evaluate first, on the model that is open.',
    );
  const found = measured.find((candidate) => candidate.set.of === set);
  if (found) return found;
  const names = measured.map((candidate) => `"${candidate.set.of}"`).join(', ');
  throw new Error(`"${set}" was not measured; there are: ${names}.`);
}
