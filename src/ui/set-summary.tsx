import type { SystemNames } from '../core/results/system-names';
import type { Verdict } from '../core/significance/delta';
import type { SetAssessment, SetResult } from '../engine/protocol/results';
import { formatDifference, formatMetric, formatP, formatPlural } from '../store/format-value';
import { roleNames } from '../store/role-names';
import { VERDICT_WORDS } from './verdict-words';

/** A set of a run, or of an evaluation, which has no untouched model apart. */
type SummarisedSet = SetResult | SetAssessment;

/** Every evaluation set in a line: the headline metric, the difference, and what it amounts to. A click shows more of one. */
export function SetSummary({
  sets,
  metric,
  names,
  chosen,
  onChoose,
}: {
  sets: readonly SummarisedSet[];
  metric: string;
  /** Of the two models. */
  names: SystemNames;
  /** Name of the set whose details are shown. */
  chosen: string;
  onChoose: (name: string) => void;
}) {
  const compared = sets.some(isCompared);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Evaluation sets compared">
      <table className="metrics set-summary">
        <caption className="quiet small-text">
          {metric} on every evaluation set. Choose one for its other metrics.
          {compared && ' Changes with their 95% interval; p corrected for the number of sets (Holm).'}
        </caption>
        <Head names={compared ? names : null} />
        <tbody>
          {sets.map((set) => (
            <tr key={set.testSet.name}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-pressed={set.testSet.name === chosen}
                  onClick={() => {
                    onChoose(set.testSet.name);
                  }}
                >
                  {set.testSet.name}
                </button>
                <span className="quiet small-text">
                  {roleNames[set.testSet.role]}, {formatPlural(set.testSet.queries, 'question')}
                </span>
              </th>
              <td data-label="BM25">{formatMetric(set.baseline.bm25[metric] ?? 0)}</td>
              {isCompared(set) ? (
                <ComparedCells set={set} metric={metric} names={names} />
              ) : (
                <td data-label="Model">{formatMetric(set.metrics[metric] ?? 0)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `names`: null where there is one model. */
function Head({ names }: { names: SystemNames | null }) {
  return (
    <thead>
      <tr>
        <th scope="col">Set</th>
        <th scope="col">BM25</th>
        <th scope="col">{names?.before ?? 'Model'}</th>
        {names !== null && (
          <>
            <th scope="col">{names.after}</th>
            <th scope="col">Change</th>
            <th scope="col">p</th>
            <th scope="col">Verdict</th>
          </>
        )}
      </tr>
    </thead>
  );
}

function ComparedCells({ set, metric, names }: { set: SetResult; metric: string; names: SystemNames }) {
  const { delta, baseline, metrics, adjustedP } = set;
  return (
    <>
      <td data-label={names.before}>{formatMetric(baseline.untouched[metric] ?? 0)}</td>
      <td data-label={names.after}>{formatMetric(metrics[metric] ?? 0)}</td>
      <td data-label="Change" className={TONES[delta.verdict]}>
        {formatDifference(delta.mean)}{' '}
        <span className="quiet small-text">
          {formatDifference(delta.low)} to {formatDifference(delta.high)}
        </span>
      </td>
      <td data-label="p">{formatP(adjustedP).replace('p ', '').replace('= ', '')}</td>
      <td data-label="Verdict" className={TONES[delta.verdict]}>
        {VERDICT_WORDS[delta.verdict]}
      </td>
    </>
  );
}

const TONES: Readonly<Partial<Record<Verdict, string>>> = { WIN: 'up', REGRESSION: 'down' };

function isCompared(set: SummarisedSet): set is SetResult {
  return 'delta' in set;
}
