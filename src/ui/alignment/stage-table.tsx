import { systemNames } from '../../core/results/system-names';
import type { Delta } from '../../core/significance/delta';
import type { Interval } from '../../core/significance/interval';
import type { RunResult } from '../../engine/protocol/results';
import { formatDifference, formatMetric, formatP, formatPlural } from '../../store/format-value';
import { roleNames } from '../../store/role-names';
import { VERDICT_WORDS } from '../verdict-words';

/** The headline metric on every set: untouched, distilled, aligned, with intervals and what the changes amount to. */
export function StageTable({ result }: { result: RunResult }) {
  const { alignment, metric } = result;
  if (alignment === undefined) return null;
  const { before, after } = systemNames(alignment);
  const results = [result, ...result.others];
  const untouched = alignment.sets.some((set) => set.untouched !== null);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Stages compared">
      <table className="metrics stage-table">
        <caption className="quiet small-text">
          {metric} with its 95% interval, stage by stage. Changes are paired by question; p corrected for the
          number of sets (Holm).
        </caption>
        <thead>
          <tr>
            <th scope="col">Set</th>
            {untouched && <th scope="col">Untouched</th>}
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
            <th scope="col">Change by the alignment</th>
            <th scope="col">p</th>
            <th scope="col">Verdict</th>
            {untouched && <th scope="col">Change in all</th>}
          </tr>
        </thead>
        <tbody>
          {alignment.sets.map((set, at) => (
            <tr key={set.testSet.name}>
              <th scope="row">
                {set.testSet.name}{' '}
                <span className="quiet small-text">
                  {roleNames[set.testSet.role]}, {formatPlural(set.testSet.queries, 'question')}
                </span>
              </th>
              {untouched && <Figure of={set.untouched} />}
              <Figure of={set.distilled} />
              <Figure of={set.aligned} />
              <Change of={results[at]?.delta ?? null} />
              <td>
                {formatP(results[at]?.adjustedP ?? 1)
                  .replace('p ', '')
                  .replace('= ', '')}
              </td>
              <td>{VERDICT_WORDS[results[at]?.delta.verdict ?? 'UNDECIDED']}</td>
              {untouched && <Change of={set.overall} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ of }: { of: Interval | null }) {
  if (of === null) return <td>–</td>;
  return (
    <td>
      {formatMetric(of.mean)}{' '}
      <span className="quiet small-text">
        {formatMetric(of.low)} to {formatMetric(of.high)}
      </span>
    </td>
  );
}

function Change({ of }: { of: Delta | null }) {
  if (of === null) return <td>–</td>;
  const tone = of.verdict === 'WIN' ? 'up' : of.verdict === 'REGRESSION' ? 'down' : undefined;
  return (
    <td className={tone}>
      {formatDifference(of.mean)}{' '}
      <span className="quiet small-text">
        {formatDifference(of.low)} to {formatDifference(of.high)}
      </span>
    </td>
  );
}
