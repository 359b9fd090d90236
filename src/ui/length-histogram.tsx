import { formatCount, formatShare } from '../store/format-value';
import type { LengthReport } from '../engine/protocol/data';
import { useApp, useSelect } from './app-context';
import { FaultMessage } from './fault-message';

const WIDTH = 320;
const HEIGHT = 72;

/** Token lengths of queries and passages under the loaded model, and what the maximum length cuts. */
export function LengthHistogram() {
  const { lengths } = useApp();
  const report = useSelect(lengths, (state) => state.value);
  const fault = useSelect(lengths, (state) => state.fault);
  const status = useSelect(lengths, (state) => state.status);
  if (status === 'opening' && report === null) return <p className="quiet small-text">Counting tokens…</p>;
  if (fault !== null) return <FaultMessage fault={fault} />;
  if (report === null) return null;
  return (
    <div className="lengths">
      <h3>Length in tokens</h3>
      <Bars name="Queries" counts={report.queries} cut={report.cutQueries} report={report} tone="a" />
      <Bars name="Passages" counts={report.passages} cut={report.cutPassages} report={report} tone="b" />
    </div>
  );
}

interface BarsProps {
  readonly name: string;
  readonly counts: readonly number[];
  readonly cut: number;
  readonly report: LengthReport;
  readonly tone: 'a' | 'b';
}

function Bars({ name, counts, cut, report, tone }: BarsProps) {
  const bins = Math.max(report.queries.length, report.passages.length, 1);
  const most = Math.max(1, ...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const step = WIDTH / bins;
  const limit = Math.min(WIDTH, (report.maxLength / report.width) * step);
  const cutText =
    cut === 0
      ? 'none is cut'
      : `${formatShare(cut / Math.max(1, total))} (${formatCount(cut)}) cut at ${report.maxLength}`;
  return (
    <figure className="bars">
      <figcaption>
        <span>{name}</span>
        <span className="quiet">
          median {median(counts, report.width)}, {cutText}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {counts.map((count, i) => {
          const height = (count / most) * (HEIGHT - 4);
          return (
            <rect
              key={i * report.width}
              className={`bar-${tone}`}
              x={i * step + 0.5}
              y={HEIGHT - height}
              width={Math.max(0.5, step - 1)}
              height={height}
            />
          );
        })}
        {limit < WIDTH && <line className="bar-limit" x1={limit} x2={limit} y1="0" y2={HEIGHT} />}
      </svg>
      <div className="bars-axis figures quiet" aria-hidden="true">
        <span>0</span>
        <span>{bins * report.width}</span>
      </div>
    </figure>
  );
}

/** "16–23": the bin in which the middle text lies. */
function median(counts: readonly number[], width: number): string {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let seen = 0;
  const bin = counts.findIndex((count) => (seen += count) >= half && count > 0);
  if (bin === -1) return '–';
  return width === 1 ? String(bin) : `${bin * width}–${(bin + 1) * width - 1}`;
}
