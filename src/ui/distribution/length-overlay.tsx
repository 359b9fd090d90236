import type { LengthComparison } from '../../core/distribution/compare-lengths';

interface LengthOverlayProps {
  readonly unit: 'words' | 'tokens';
  readonly names: readonly [string, string];
  readonly lengths: LengthComparison;
}

const WIDTH = 320;
const HEIGHT = 96;

/** Shares of both groups' texts by length: bars for the first group, a line of steps for the second. */
export function LengthOverlay({ unit, names, lengths }: LengthOverlayProps) {
  const { a, b, width, mean, median } = lengths;
  const most = Math.max(...a, ...b);
  const step = WIDTH / a.length;
  const top = (share: number): number => HEIGHT - (share / most) * (HEIGHT - 4);
  const steps = b.map((share, i) => `${i === 0 ? 'M' : 'L'}${i * step},${top(share)} H${(i + 1) * step}`);
  const told = names.map(
    (name, at) => `${name}: mean ${(mean[at] ?? 0).toFixed(1)}, median ${median[at] ?? 0} ${unit}`,
  );
  return (
    <figure className="bars">
      <figcaption>
        <span>Length in {unit}</span>
        <span className="quiet">
          median {median[0]} and {median[1]}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={told.join('; ')}
      >
        {a.map((share, i) => (
          <rect
            key={i * width}
            className="compare-fill"
            x={i * step + 0.5}
            y={top(share)}
            width={Math.max(0.5, step - 1)}
            height={HEIGHT - top(share)}
          />
        ))}
        <path className="compare-line" d={steps.join(' ')} />
      </svg>
      <div className="bars-axis figures quiet" aria-hidden="true">
        <span>0</span>
        <span>{(a.length - 1) * width} and more</span>
      </div>
    </figure>
  );
}
