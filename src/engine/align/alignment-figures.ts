import type { AlignmentCounts } from '../../core/alignment/plan-alignment';
import { sameMeasurement } from '../../core/alignment/same-measurement';
import { compare } from '../../core/significance/compare';
import { holm } from '../../core/significance/holm';
import { meanInterval } from '../../core/significance/mean-interval';
import type { AlignedSet, AlignmentFigures } from '../protocol/alignment';
import type { FinishedRun } from '../session/run-training';
import type { StageOutcome } from '../session/stage-outcome';

/**
 * The figures of an alignment beside those of the distillation before it, where the session still has them of the same
 * questions, measured in the same way: untouched, distilled, aligned.
 */
export function alignmentFigures(
  { measured, result }: FinishedRun,
  { trained, measured: before }: StageOutcome,
  { counts, seed }: { readonly counts: AlignmentCounts; readonly seed: number },
): AlignmentFigures {
  // Weights of a run that did not finish have no figures: what is still kept is of an earlier one.
  const ofDistillation = trained?.result?.metric === result.metric ? before : [];
  const sets = measured.map((set, at): AlignedSet => {
    const earlier = ofDistillation.find((other) => other.set.of === set.set.of);
    const untouched = earlier !== undefined && sameMeasurement(earlier, set) ? earlier.before : null;
    const headline = set.after.headline;
    return {
      testSet: (at === 0 ? result : (result.others[at - 1] ?? result)).testSet,
      untouched: untouched === null ? null : meanInterval(untouched.headline, seed),
      distilled: meanInterval(set.before.headline, seed),
      aligned: meanInterval(headline, seed),
      overall: untouched === null ? null : compare(untouched.headline, headline, seed),
    };
  });
  const overall = sets.flatMap((set) => (set.overall === null ? [] : [set.overall]));
  return {
    distilled: trained !== null,
    counts,
    sets,
    overallP: holm(overall.map(({ p }) => p)),
  };
}
