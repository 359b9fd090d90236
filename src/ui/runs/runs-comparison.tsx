import type { StoredComparison } from '../../engine/protocol/stored-runs';
import { MOST_COMPARED } from '../../store/runs-store';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Opening } from '../opening';
import { ComparedCurves } from './compared-curves';
import { ComparedFigures } from './compared-figures';
import { ComparedPairs } from './compared-pairs';
import { ComparedSettings } from './compared-settings';

/** The picked runs side by side. */
export function RunsComparison() {
  const { runs } = useApp();
  const picked = useSelect(runs, (state) => state.picked.length);
  const comparison = useLater(runs.comparison, (state) => state.value);
  if (picked === 0) return null;
  return (
    <section className="part stack" aria-label="Comparison of stored runs">
      {picked === 1 && (
        <p className="quiet" role="status">
          Pick another run, up to {MOST_COMPARED}, to compare it with.
        </p>
      )}
      <Opening store={runs.comparison} what="Comparing" />
      {picked > 1 && comparison !== null && <Compared comparison={comparison} />}
    </section>
  );
}

function Compared({ comparison }: { comparison: StoredComparison }) {
  const { runs } = useApp();
  const list = useLater(runs, (state) => state.list);
  // Renamed since, perhaps.
  const names = comparison.runs.map(
    ({ summary: { id, name } }) => list?.find((run) => run.id === id)?.name ?? name,
  );
  const { sets, set, metrics, metric } = comparison;
  return (
    <>
      {sets.length === 0 ? (
        <p className="quiet">None of these runs came to its final measurement: there are curves only.</p>
      ) : (
        <div className="run-choices">
          {sets.length > 1 && (
            <Choice
              label="Evaluation set"
              value={set}
              options={sets.map(itself)}
              onChoice={(value) => void runs.compareBy({ set: value })}
            />
          )}
          <Choice
            label="Compare by"
            value={metric}
            options={metrics.map(itself)}
            onChoice={(value) => void runs.compareBy({ metric: value })}
          />
        </div>
      )}
      <ComparedCurves comparison={comparison} names={names} />
      <ComparedSettings runs={comparison.runs} names={names} />
      <ComparedFigures comparison={comparison} names={names} />
      <ComparedPairs comparison={comparison} names={names} />
    </>
  );
}

const itself = (value: string) => [value, value] as const;
