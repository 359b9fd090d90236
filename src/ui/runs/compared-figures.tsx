import type { StoredComparison } from '../../engine/protocol/stored-runs';
import { formatMetric } from '../../store/format-value';
import { usePalette, type Palette } from '../charts/palette';
import { lookOf } from './run-curves';

/** Every metric of every run on the set, with its interval. */
export function ComparedFigures({
  comparison: { runs, set, metric, metrics, figures },
  names,
}: {
  comparison: StoredComparison;
  names: readonly string[];
}) {
  const palette = usePalette();
  if (metrics.length === 0) return null;
  const ordered = [metric, ...metrics.filter((name) => name !== metric)];
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={`Metrics of the runs on ${set}`}>
      <table className="metrics compared-figures">
        <caption className="quiet small-text">
          Trained models on the test questions of &quot;{set}&quot;, with 95% bootstrap intervals.
          {figures.some((one) => one !== null && Object.keys(one).length < metrics.length) &&
            ' There are so many that only the metric compared by has one.'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {names.map((name, i) => (
              <th key={name} scope="col" className="run-name">
                <Line at={i} palette={palette} /> {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((name) => (
            <tr key={name} className={name === metric ? 'headline' : undefined}>
              <th scope="row">{name}</th>
              {runs.map(({ summary }, i) => (
                <td key={summary.id}>{cell(figures[i]?.[name], meanOf(summary, set, name))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function meanOf(
  { sets }: StoredComparison['runs'][number]['summary'],
  set: string,
  metric: string,
): number | undefined {
  return sets.find(({ testSet }) => testSet.name === set)?.metrics[metric];
}

/** Without an interval where there are so many questions that only the chosen metric has one. */
function cell(
  interval: NonNullable<StoredComparison['figures'][number]>[string] | undefined,
  mean: number | undefined,
) {
  if (interval === undefined) return mean === undefined ? '–' : formatMetric(mean);
  return (
    <>
      {formatMetric(interval.mean)}
      <small>
        {formatMetric(interval.low)} to {formatMetric(interval.high)}
      </small>
    </>
  );
}

/** How the run is drawn in the charts. */
function Line({ at, palette }: { at: number; palette: Palette }) {
  const { colour, dashed } = lookOf(at);
  return (
    <svg className="run-line" viewBox="0 0 16 8" aria-hidden="true">
      <path d={dashed ? 'M0 4H6M10 4H16' : 'M0 4H16'} stroke={palette[colour]} strokeWidth="3" />
    </svg>
  );
}
