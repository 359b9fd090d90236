import type { SystemNames } from '../../core/results/system-names';
import type { SimilarityEvent } from '../../engine/protocol/similarity';
import { formatValue } from '../../store/format-value';
import { highestShare, occupiedBins, similarityWords, type OtherKind } from '../../store/similarity-history';
import { MirrorHistogram } from '../charts/mirror-histogram';
import { stairs } from '../charts/stairs';

interface SimilarityChartProps {
  readonly events: readonly SimilarityEvent[];
  readonly before: SimilarityEvent;
  readonly now: SimilarityEvent;
  readonly kind: OtherKind;
  /** Of the models of the run. */
  readonly names: SystemNames;
  readonly height: number;
}

/** Relevant pairs above the line, the others below it, those of the model before the run as an outline. */
export function SimilarityChart({ events, before, now, kind, names, height }: SimilarityChartProps) {
  const [first, last] = occupiedBins(events, kind);
  const bins = now.relevant.counts.length;
  return (
    <MirrorHistogram
      words={`${similarityWords({ now, before, names }, kind)} ${meanWords(now, kind)}`}
      height={height}
      first={first}
      last={last}
      ends={[-1 + (2 * first) / bins, -1 + (2 * (last + 1)) / bins]}
      top={highestShare(events, kind)}
      above={now.relevant.mean}
      below={now[kind].mean}
    >
      {(scale, hatch) => (
        <>
          <path className="similarity-relevant" d={stairs(now.relevant, scale, 1)} />
          <path className="similarity-other" fill={hatch} d={stairs(now[kind], scale, -1)} />
          {before.step !== now.step && (
            <>
              <path className="similarity-before" d={stairs(before.relevant, scale, 1)} />
              <path className="similarity-before" d={stairs(before[kind], scale, -1)} />
            </>
          )}
        </>
      )}
    </MirrorHistogram>
  );
}

function meanWords(now: SimilarityEvent, kind: OtherKind): string {
  return `Mean cosine: relevant ${formatValue(now.relevant.mean)}, ${kind} ${formatValue(now[kind].mean)}.`;
}
