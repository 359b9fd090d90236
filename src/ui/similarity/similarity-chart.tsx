import { useId } from 'react';
import type { SystemNames } from '../../core/results/system-names';
import type { CosineCounts, SimilarityEvent } from '../../engine/protocol/similarity';
import { highestShare, occupiedBins, similarityWords, type OtherKind } from '../../store/similarity-history';
import { formatShare, formatValue } from '../../store/format-value';
import { useWidth } from '../use-width';
import { binEdges, stairs, type Scale } from './stairs';

interface SimilarityChartProps {
  readonly events: readonly SimilarityEvent[];
  readonly before: SimilarityEvent;
  readonly now: SimilarityEvent;
  readonly kind: OtherKind;
  /** Of the models of the run. */
  readonly names: SystemNames;
  readonly height: number;
}

/** Room for the numbers of the axis. */
const FOOT = 24;
const TICKS = 5;

/** Relevant pairs above the line, the others below it, those of the model before the run as an outline. */
export function SimilarityChart({ events, before, now, kind, names, height }: SimilarityChartProps) {
  const [ref, width] = useWidth();
  const hatch = useId();
  const [first, last] = occupiedBins(events, kind);
  const top = highestShare(events, kind);
  const half = (height - FOOT) / 2;
  const scale: Scale = { first, last, width, middle: half, perShare: top === 0 ? 0 : (half - 8) / top };
  const words = `${similarityWords({ now, before, names }, kind)} ${meanWords(now, kind)}`;
  return (
    <div ref={ref} className="similarity-plot" role="img" aria-label={words}>
      <svg width={width} height={height} aria-hidden="true">
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect className="similarity-hatch-ground" width="6" height="6" />
            <rect className="similarity-hatch-line" width="2.5" height="6" />
          </pattern>
        </defs>
        <path className="similarity-relevant" d={stairs(now.relevant, scale, 1)} />
        <path className="similarity-other" fill={`url(#${hatch})`} d={stairs(now[kind], scale, -1)} />
        {before.step !== now.step && (
          <>
            <path className="similarity-before" d={stairs(before.relevant, scale, 1)} />
            <path className="similarity-before" d={stairs(before[kind], scale, -1)} />
          </>
        )}
        <line className="similarity-axis" x1={0} x2={width} y1={half} y2={half} />
        <Mean counts={now.relevant} scale={scale} up />
        <Mean counts={now[kind]} scale={scale} up={false} />
        <Ticks scale={scale} bins={now.relevant.counts.length} y={height - 6} />
        <text className="chart-text" x={0} y={12}>
          up to {formatShare(top)} a bar
        </text>
      </svg>
    </div>
  );
}

function meanWords(now: SimilarityEvent, kind: OtherKind): string {
  return `Mean cosine: relevant ${formatValue(now.relevant.mean)}, ${kind} ${formatValue(now[kind].mean)}.`;
}

/** Marks the mean of one half, with its value. */
function Mean({ counts, scale, up }: { counts: CosineCounts; scale: Scale; up: boolean }) {
  if (Number.isNaN(counts.mean)) return null;
  const { width, middle } = scale;
  const [left, right] = binEdges(scale, counts.counts.length);
  const x = ((counts.mean - left) / (right - left)) * width;
  const end = up ? 18 : 2 * middle - 2;
  const near = x > width - 96;
  return (
    <g className="similarity-mean">
      <line x1={x} x2={x} y1={middle} y2={end} />
      <text
        className="chart-text"
        x={near ? x - 4 : x + 4}
        y={up ? end + 6 : end}
        textAnchor={near ? 'end' : 'start'}
      >
        mean {formatValue(counts.mean)}
      </text>
    </g>
  );
}

function Ticks({ scale, bins, y }: { scale: Scale; bins: number; y: number }) {
  const [left, right] = binEdges(scale, bins);
  return Array.from({ length: TICKS }, (_, i) => {
    const share = i / (TICKS - 1);
    const anchor = i === 0 ? 'start' : i === TICKS - 1 ? 'end' : 'middle';
    return (
      <text key={i} className="chart-text figures" x={share * scale.width} y={y} textAnchor={anchor}>
        {(left + share * (right - left)).toFixed(2).replace('-', '−')}
      </text>
    );
  });
}
