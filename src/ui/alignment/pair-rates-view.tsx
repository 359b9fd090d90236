import type { Judge } from '../../core/preferences/pair';
import type { PairCycle } from '../../core/preferences/judged-pairs';
import type { PairsReport } from '../../engine/protocol/pairs';
import { clipText } from '../../store/clip-text';
import { formatCount } from '../../store/format-value';
import { rateFigures, rateSentences } from '../../store/judging-words';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';

/** What became of the pairs under the chosen judge, and what is odd about it. */
export function PairRatesView({ judge }: { judge: Judge }) {
  const { judging } = useApp();
  const report = useSelect(judging, (state) => state.report);
  if (report === null) return null;
  const { examples } = report.rates[judge];
  return (
    <div className="stack-small">
      <dl className="counts" aria-label="What became of the pairs">
        {rateFigures(judge, report.rates[judge]).map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {rateSentences(judge, report).map((sentence) => (
        <p key={sentence} className="small-text">
          {sentence}
        </p>
      ))}
      {examples.length > 0 && (
        <Fold summary="Examples of verdicts that go round">
          <ul className="stack-small">
            {examples.map((cycle) => (
              <CycleItem key={`${cycle.query}:${cycle.path.join()}`} cycle={cycle} report={report} />
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

function CycleItem({ cycle, report }: { cycle: PairCycle; report: PairsReport }) {
  const query = report.queries[cycle.query];
  const [start = 0] = cycle.path;
  return (
    <li className="small-text">
      <b>{query?.text}</b>
      <ol className="pairs-cycle">
        {[...cycle.path, start].map((at, place) => (
          <li key={place}>
            {place > 0 && <span className="quiet">is better than </span>}
            {clipText(query?.candidates[at]?.text ?? '', 120)}
          </li>
        ))}
      </ol>
    </li>
  );
}
