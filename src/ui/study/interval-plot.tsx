import type { Interval } from '../../core/significance/interval';
import { formatMetric } from '../../store/format-value';

export interface PlotRange {
  readonly low: number;
  readonly high: number;
}

const WIDTH = 160;
const HEIGHT = 20;
/** Room for a dot at either end. */
const EDGE = 6;

/** A dot with its interval, and a ring for every seed, on the scale of the table. */
export function IntervalPlot({
  range,
  figure,
  seeds,
}: {
  range: PlotRange;
  figure: Interval;
  seeds: readonly { readonly seed: number; readonly mean: number }[];
}) {
  const span = range.high - range.low;
  const x = (value: number): number =>
    span > 0 ? EDGE + ((value - range.low) / span) * (WIDTH - 2 * EDGE) : WIDTH / 2;
  const middle = HEIGHT / 2;
  return (
    <svg
      className="study-plot"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={plotWords(figure, seeds)}
    >
      <line className="study-interval" x1={x(figure.low)} x2={x(figure.high)} y1={middle} y2={middle} />
      {seeds.length > 1 &&
        seeds.map(({ seed, mean }) => (
          <circle key={seed} className="study-seed" cx={x(mean)} cy={middle} r={4} />
        ))}
      <circle className="study-mean" cx={x(figure.mean)} cy={middle} r={3.5} />
    </svg>
  );
}

function plotWords(
  { mean, low, high }: Interval,
  seeds: readonly { readonly seed: number; readonly mean: number }[],
): string {
  const own = `Mean ${formatMetric(mean)}, 95% interval ${formatMetric(low)} to ${formatMetric(high)}`;
  if (seeds.length < 2) return own;
  return `${own}; seeds ${seeds.map((one) => formatMetric(one.mean)).join(', ')}`;
}
