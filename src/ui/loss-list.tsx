import type { QueryResult } from '../engine/protocol/results';
import { formatDifference, formatMetric } from '../store/format-value';

/** The questions that training made worse: the part of a result that is usually left out. */
export function LossList({
  metric,
  losses,
  total,
}: {
  metric: string;
  losses: readonly QueryResult[];
  total: number;
}) {
  if (total === 0) return <p className="quiet">No question got worse.</p>;
  return (
    <div className="losses">
      <h3>What got worse</h3>
      <p className="quiet small-text">
        {total > losses.length
          ? `The ${losses.length} largest of ${total} losses in ${metric}.`
          : `All ${total} losses in ${metric}.`}{' '}
        The file per-query.csv has every question.
      </p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="What got worse">
        <table className="loss-table">
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">BM25</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {losses.map((query) => (
              <tr key={query.id}>
                <th scope="row">
                  {query.text} <span className="quiet">{query.id}</span>
                </th>
                <td data-label="BM25">{formatMetric(query.bm25)}</td>
                <td data-label="Before">{formatMetric(query.before)}</td>
                <td data-label="After">{formatMetric(query.after)}</td>
                <td className="down" data-label="Change">
                  {formatDifference(query.after - query.before)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
