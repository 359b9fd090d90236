import type { MetricTable as Metrics } from '../core/metrics/metric-table';
import type { Delta } from '../core/significance/delta';
import { setLabel } from '../core/results/set-label';
import type { SystemNames } from '../core/results/system-names';
import type { TestSet } from '../engine/protocol/results';
import { formatDifference, formatMetric, formatP, formatPlural } from '../store/format-value';

interface MetricTableProps {
  readonly testSet: TestSet;
  /** The headline metric, which stands first. */
  readonly metric: string;
  readonly bm25: Metrics;
  readonly untouched: Metrics;
  /** Absent where nothing was trained. */
  readonly trained?: Metrics;
  readonly delta?: Delta;
  /** Of the two models. */
  readonly names: SystemNames;
  /** BM25 joined with the untouched and with the trained model, where that was measured. */
  readonly hybrids: { readonly untouched?: Metrics | undefined; readonly trained?: Metrics | undefined };
}

/** Every metric of BM25, the untouched and the trained model; interval and p of the headline metric below. */
export function MetricTable({ testSet, metric, delta, names: heads, ...systems }: MetricTableProps) {
  const { bm25, untouched, trained, hybrids } = systems;
  const names = Object.keys(trained ?? untouched);
  const ordered = [...names.filter((name) => name === metric), ...names.filter((name) => name !== metric)];
  const joined = joinedColumns(hybrids, trained === undefined ? null : heads);
  return (
    <div className="stack-small">
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Metrics">
        <table className="metrics">
          <caption className="quiet small-text">
            Means over {formatPlural(testSet.queries, 'question')} of {setLabel(testSet)}, ranked among{' '}
            {formatPlural(testSet.passages, 'passage')}.
            {joined.length > 0 && ' “BM25 +”: both rankings joined (reciprocal rank fusion).'}
          </caption>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">BM25</th>
              <th scope="col">{trained === undefined ? 'Model' : heads.before}</th>
              {trained !== undefined && <th scope="col">{heads.after}</th>}
              {trained !== undefined && <th scope="col">Change</th>}
              {joined.map(({ head }) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.map((name) => (
              <tr key={name} className={name === metric ? 'headline' : undefined}>
                <th scope="row">{name}</th>
                <Cell value={bm25[name]} />
                <Cell value={untouched[name]} />
                {trained !== undefined && <Cell value={trained[name]} />}
                {trained !== undefined && <Difference from={untouched[name]} to={trained[name]} />}
                {joined.map(({ head, values }) => (
                  <Cell key={head} value={values[name]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {delta !== undefined && (
        <p className="small-text quiet figures">
          {metric}: 95% bootstrap interval of the difference {formatDifference(delta.low)} to{' '}
          {formatDifference(delta.high)}, randomisation {formatP(delta.p)}, verdict {delta.verdict}.
        </p>
      )}
    </div>
  );
}

/** `names`: null where there is one model. */
function joinedColumns({ untouched, trained }: MetricTableProps['hybrids'], names: SystemNames | null) {
  const before = names?.before ?? 'model';
  const columns = [
    { head: `BM25 + ${before.toLowerCase()}`, values: untouched },
    { head: `BM25 + ${(names?.after ?? '').toLowerCase()}`, values: trained },
  ];
  return columns.flatMap(({ head, values }) => (values === undefined ? [] : [{ head, values }]));
}

function Cell({ value }: { value: number | undefined }) {
  return <td>{value === undefined ? '–' : formatMetric(value)}</td>;
}

function Difference({ from, to }: { from: number | undefined; to: number | undefined }) {
  if (from === undefined || to === undefined) return <td>–</td>;
  const tone = to > from ? 'up' : to < from ? 'down' : undefined;
  return <td className={tone}>{formatDifference(to - from)}</td>;
}
