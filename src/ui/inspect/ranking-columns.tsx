import { useMemo, useState, type ReactNode } from 'react';
import { queryTerms } from '../../core/text/mark-terms';
import type { Comparison, SystemName } from '../../engine/protocol/inspect';
import { describeFirstRelevant, listedFor, missedBy, systemLabel } from '../../store/describe-passage';
import { formatPlural } from '../../store/format-value';
import { useMedia } from '../use-media';
import { RankedEntry } from './ranked-entry';
import { SystemSwitch } from './system-switch';

/** Below this width one ranking at a time is shown. */
const NARROW = '(width < 720px)';

interface RankingColumnsProps {
  readonly comparison: Comparison;
  /** What is said of a system beside its name: its metric, or how long it took. */
  readonly fact: (system: SystemName) => ReactNode;
}

/** Rankings of one query side by side; BM25's at request, and one at a time where there is little room. */
export function RankingColumns({ comparison, fact }: RankingColumnsProps) {
  const { systems } = comparison;
  const narrow = useMedia(NARROW);
  const [withBm25, setWithBm25] = useState(false);
  const [chosen, setChosen] = useState<SystemName>('after');
  const single = systems.includes(chosen) ? chosen : (systems.at(-1) ?? 'bm25');
  const columns = narrow
    ? [single]
    : systems.filter((system) => system !== 'bm25' || withBm25 || systems.length < 3);
  return (
    <div className="stack-small">
      {narrow && <SystemSwitch systems={systems} chosen={single} onChoice={setChosen} />}
      {!narrow && systems.length > 2 && (
        <label className="check-line small-text">
          <input
            type="checkbox"
            checked={withBm25}
            onChange={(event) => {
              setWithBm25(event.target.checked);
            }}
          />
          Show BM25 (keyword search) as well
        </label>
      )}
      <div className={`ranking-columns ranking-columns-${String(columns.length)}`}>
        {columns.map((system) => (
          <Column key={system} comparison={comparison} system={system} fact={fact(system)} />
        ))}
      </div>
    </div>
  );
}

function Column({
  comparison,
  system,
  fact,
}: {
  comparison: Comparison;
  system: SystemName;
  fact: ReactNode;
}) {
  const { query, passages, listed, depth, systems, relevantLeftOut } = comparison;
  const terms = useMemo(() => queryTerms(query), [query]);
  const found = listedFor(passages, system, listed);
  const missed = missedBy(comparison, system);
  const label = systemLabel(system, systems);
  const entry = (passage: (typeof found)[number]): ReactNode => (
    <RankedEntry key={passage.id} passage={passage} system={system} comparison={comparison} terms={terms} />
  );
  return (
    <section className="ranking" aria-label={label}>
      <h3>
        {label} <span className="quiet figures">{fact}</span>
      </h3>
      <p className="small-text quiet">{describeFirstRelevant(comparison, system)}</p>
      {found.length === 0 ? (
        <p className="quiet small-text">
          {system === 'bm25' ? 'No passage shares a word with the question.' : 'Nothing was found.'}
        </p>
      ) : (
        <ol className="ranked-list">{found.map(entry)}</ol>
      )}
      {missed.length > 0 && (
        <>
          <h4>Relevant, but not among the first {listed}</h4>
          <ol className="ranked-list">{missed.map(entry)}</ol>
        </>
      )}
      {relevantLeftOut > 0 && (
        <p className="quiet small-text">
          {formatPlural(relevantLeftOut, 'more relevant passage')} not listed here; ranks are known down to{' '}
          {depth}.
        </p>
      )}
    </section>
  );
}
