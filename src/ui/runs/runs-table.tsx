import { bestRuns } from '../../core/stored-runs/best-runs';
import type { RunSummary } from '../../engine/protocol/stored-runs';
import { formatCount } from '../../store/format-value';
import { sortRuns, type RunColumn, type RunOrder } from '../../store/sort-runs';
import { RunRow } from './run-row';

interface RunsTableProps {
  readonly runs: readonly RunSummary[];
  readonly order: RunOrder;
  readonly onOrder: (order: RunOrder) => void;
}

/** All stored runs, to be sorted and picked. */
export function RunsTable({ runs, order, onOrder }: RunsTableProps) {
  const best = new Map(bestRuns(runs).map((one) => [one.id, one]));
  return (
    <div className="stack-small">
      <div className="table-scroll runs-scroll" tabIndex={0} role="group" aria-label="Stored runs">
        <table className="runs">
          <Head order={order} metric={commonMetric(runs)} onOrder={onOrder} />
          <tbody>
            {sortRuns(runs, order).map((run) => (
              <RunRow key={run.id} run={run} best={best.get(run.id)} />
            ))}
          </tbody>
        </table>
      </div>
      {[...best.values()].map(({ id, among, dev, byTest }) => (
        <p key={id} className="quiet small-text">
          Best: of {formatCount(among)} runs with the same questions, the highest on {dev}, whose curve chose
          the weights.{' '}
          {byTest
            ? 'These are the questions of the result too, as there are no others: the choice is flattered.'
            : 'The figures of the table are of other questions and have no say in it.'}
        </p>
      ))}
    </div>
  );
}

/** The headline metric where all runs have the same, else what they have in common. */
function commonMetric(runs: readonly RunSummary[]): string {
  const metrics = new Set(runs.map(({ metric }) => metric));
  return metrics.size === 1 ? [...metrics].join('') : 'nDCG';
}

function Head({ order, metric, onOrder }: Pick<RunsTableProps, 'order' | 'onOrder'> & { metric: string }) {
  const columns: readonly (readonly [RunColumn, string])[] = [
    ['name', 'Run'],
    ['date', 'Ended'],
    ['model', 'Model and data'],
    ['loss', 'Loss'],
    ['metric', metric],
    ['change', 'Over its start'],
    ['outside', 'Out-of-distribution'],
  ];
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="hidden">Compare</span>
        </th>
        {columns.map(([column, label]) => {
          const sorted = order.column === column;
          const direction = order.descending ? 'descending' : 'ascending';
          return (
            <th key={column} scope="col" className={`run-${column}`} aria-sort={sorted ? direction : 'none'}>
              <button
                type="button"
                className="plain sort"
                onClick={() => {
                  onOrder({ column, descending: sorted ? !order.descending : !TEXTS.has(column) });
                }}
              >
                {label}
                <span aria-hidden="true">{sorted ? (order.descending ? ' ▼' : ' ▲') : ''}</span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Columns that are read from A to Z. */
const TEXTS: ReadonlySet<RunColumn> = new Set(['name', 'model', 'loss']);
