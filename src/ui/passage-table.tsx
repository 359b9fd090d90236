import type { SystemNames } from '../core/results/system-names';
import type { PassageGroups } from '../engine/protocol/results';
import { formatDifference, formatMetric, formatPlural } from '../store/format-value';

const ROWS: readonly (readonly [keyof PassageGroups, string])[] = [
  ['seen', 'Passages seen in training'],
  ['mixed', 'Some seen, some new'],
  ['new', 'New passages'],
];

/** The headline metric apart for questions about passages that training rows have and about others, where there are both. */
export function PassageTable({
  metric,
  names,
  groups,
}: {
  metric: string;
  /** Of the two models. */
  names: SystemNames;
  groups: PassageGroups;
}) {
  const rows = ROWS.filter(([name]) => groups[name].queries > 0);
  if (rows.length < 2) return null;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Seen and new passages">
      <table className="metrics">
        <caption className="quiet small-text">
          {metric} by whether the relevant passages of a question stand in the training rows. The questions
          themselves are all new.
        </caption>
        <thead>
          <tr>
            <th scope="col">Questions about</th>
            <th scope="col">BM25</th>
            <th scope="col">{names.before}</th>
            <th scope="col">{names.after}</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, label]) => {
            const { queries, bm25, before, after } = groups[name];
            return (
              <tr key={name}>
                <th scope="row">
                  {label} <span className="quiet small-text">{formatPlural(queries, 'question')}</span>
                </th>
                <td>{formatMetric(bm25)}</td>
                <td>{formatMetric(before)}</td>
                <td>{formatMetric(after)}</td>
                <td className={after > before ? 'up' : after < before ? 'down' : undefined}>
                  {formatDifference(after - before)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
