import { useId, type ReactNode } from 'react';
import { formatShare, formatValue } from '../../store/format-value';
import { useWidth } from '../use-width';
import type { Scale } from './stairs';

/** Room for the numbers of the axis. */
const FOOT = 24;
const TICKS = 5;

interface MirrorHistogramProps {
  /** What it shows, in words. */
  readonly words: string;
  readonly height: number;
  /** Bins shown, both included. */
  readonly first: number;
  readonly last: number;
  /** Values at the left end of the first bin and at the right end of the last. */
  readonly ends: readonly [number, number];
  /** The highest share of a bin, which the drawing has room for. */
  readonly top: number;
  /** Means to mark above and below the line; null or NaN: there is none. */
  readonly above: number | null;
  readonly below: number | null;
  /** The bars; `hatch` is a fill for those that colour alone shall not tell apart. */
  readonly children: (scale: Scale, hatch: string) => ReactNode;
}

/** A histogram with one kind above its line and another below, each as shares of its own kind. */
export function MirrorHistogram(props: MirrorHistogramProps) {
  const { words, height, first, last, ends, top, above, below, children } = props;
  const [ref, width] = useWidth();
  const hatch = useId();
  const half = (height - FOOT) / 2;
  const scale: Scale = { first, last, width, middle: half, perShare: top === 0 ? 0 : (half - 8) / top };
  const [low, high] = ends;
  const place = (value: number): number => (high > low ? ((value - low) / (high - low)) * width : 0);
  return (
    <div ref={ref} className="mirror" style={{ height }} role="img" aria-label={words}>
      <svg width={width} height={height} aria-hidden="true">
        <Hatch id={hatch} />
        {children(scale, `url(#${hatch})`)}
        <line className="mirror-axis" x1={0} x2={width} y1={half} y2={half} />
        <Mean value={above} place={place} from={half} to={18} width={width} />
        <Mean value={below} place={place} from={half} to={2 * half - 2} width={width} />
        <Ticks ends={ends} width={width} y={height - 6} />
        <text className="chart-text" x={0} y={12}>
          up to {formatShare(top)} a bar
        </text>
      </svg>
    </div>
  );
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="mirror-hatch-ground" width="6" height="6" />
        <rect className="mirror-hatch-line" width="2.5" height="6" />
      </pattern>
    </defs>
  );
}

interface MeanProps {
  readonly value: number | null;
  readonly place: (value: number) => number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Marks the mean of one half, with its value. */
function Mean({ value, place, from, to, width }: MeanProps) {
  if (value === null || Number.isNaN(value)) return null;
  const x = place(value);
  const near = x > width - 96;
  return (
    <g className="mirror-mean">
      <line x1={x} x2={x} y1={from} y2={to} />
      <text
        className="chart-text"
        x={near ? x - 4 : x + 4}
        y={to < from ? to + 6 : to}
        textAnchor={near ? 'end' : 'start'}
      >
        mean {formatValue(value)}
      </text>
    </g>
  );
}

function Ticks({
  ends: [low, high],
  width,
  y,
}: Pick<MirrorHistogramProps, 'ends'> & { width: number; y: number }) {
  return Array.from({ length: TICKS }, (_, i) => {
    const share = i / (TICKS - 1);
    const anchor = i === 0 ? 'start' : i === TICKS - 1 ? 'end' : 'middle';
    return (
      <text key={i} className="chart-text figures" x={share * width} y={y} textAnchor={anchor}>
        {(low + share * (high - low)).toFixed(2).replace('-', '−')}
      </text>
    );
  });
}
