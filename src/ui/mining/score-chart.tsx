import { useId } from 'react';
import type { MiningFigures } from '../../core/mining/mining-figures';
import type { ScoreStatistics } from '../../core/mining/score-statistics';
import { histogramWords } from '../../store/mining-words';
import { formatShare, formatValue } from '../../store/format-value';
import { stairs, type Scale } from '../similarity/stairs';
import { useWidth } from '../use-width';

/** Room for the numbers of the axis. */
const FOOT = 24;
const TICKS = 5;

interface ScoreChartProps {
  readonly figures: MiningFigures;
  readonly height: number;
}

/** Answers above the line; what is kept and what scored too high below it, each as shares of its own kind. */
export function ScoreChart({ figures, height }: ScoreChartProps) {
  const [ref, width] = useWidth();
  const hatch = useId();
  const { low, high, ...bins } = figures.histogram;
  const [positives, kept, dropped] = [bins.positives, bins.kept, bins.dropped].map(counted);
  if (positives === undefined || kept === undefined || dropped === undefined) return null;
  const top = Math.max(positives.top, kept.top, dropped.top);
  const half = (height - FOOT) / 2;
  const last = positives.counts.length - 1;
  const scale: Scale = { first: 0, last, width, middle: half, perShare: top === 0 ? 0 : (half - 8) / top };
  const place = (score: number): number => (high > low ? ((score - low) / (high - low)) * width : 0);
  return (
    <div ref={ref} className="mining-plot" role="img" aria-label={histogramWords(figures)}>
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
        <path className="mining-answers" d={stairs(positives, scale, 1)} />
        <path className="mining-dropped" fill={`url(#${hatch})`} d={stairs(dropped, scale, -1)} />
        <path className="mining-kept" d={stairs(kept, scale, -1)} />
        <line className="similarity-axis" x1={0} x2={width} y1={half} y2={half} />
        <Mean of={figures.scores.positive} place={place} from={half} to={18} width={width} />
        <Mean of={figures.scores.negative} place={place} from={half} to={2 * half - 2} width={width} />
        {Array.from({ length: TICKS }, (_, i) => (
          <text
            key={i}
            className="chart-text figures"
            x={(i / (TICKS - 1)) * width}
            y={height - 6}
            textAnchor={i === 0 ? 'start' : i === TICKS - 1 ? 'end' : 'middle'}
          >
            {(low + (i / (TICKS - 1)) * (high - low)).toFixed(2).replace('-', '−')}
          </text>
        ))}
        <text className="chart-text" x={0} y={12}>
          up to {formatShare(top)} a bar
        </text>
      </svg>
    </div>
  );
}

/** What `stairs` draws; `top` is the highest share of a bin. */
function counted(counts: readonly number[]) {
  const pairs = counts.reduce((sum, count) => sum + count, 0);
  return { counts, pairs, mean: Number.NaN, top: pairs === 0 ? 0 : Math.max(...counts) / pairs };
}

interface MeanProps {
  readonly of: ScoreStatistics;
  readonly place: (score: number) => number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Marks a mean, with its value. */
function Mean({ of: { count, mean }, place, from, to, width }: MeanProps) {
  if (count === 0) return null;
  const x = place(mean);
  const near = x > width - 96;
  return (
    <g className="similarity-mean">
      <line x1={x} x2={x} y1={from} y2={to} />
      <text
        className="chart-text"
        x={near ? x - 4 : x + 4}
        y={to < from ? to + 6 : to}
        textAnchor={near ? 'end' : 'start'}
      >
        mean {formatValue(mean)}
      </text>
    </g>
  );
}
