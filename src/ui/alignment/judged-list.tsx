import { useMemo, useState } from 'react';
import { nothingAnswers } from '../../core/preferences/combine-orders';
import type { Judge } from '../../core/preferences/pair';
import type { JudgedPair, PairsReport } from '../../engine/protocol/pairs';
import { clipText } from '../../store/clip-text';
import { formatPlural } from '../../store/format-value';
import {
  cyclicPairs,
  passesFilter,
  PAIR_FILTERS,
  saidBy,
  saidWord,
  type PairFilter,
} from '../../store/judging-words';
import { useApp, useSelect } from '../app-context';
import { Choice } from '../choice';

/** Pairs that a press shows more of. */
const AT_ONCE = 20;
const CLIPPED = 220;

/** All pairs with the chosen judge's word on each. */
export function JudgedList({ judge }: { judge: Judge }) {
  const { judging } = useApp();
  const report = useSelect(judging, (state) => state.report);
  const [filter, setFilter] = useState<PairFilter>('all');
  const [shown, setShown] = useState(AT_ONCE);
  const chosen = useMemo(() => {
    if (report === null) return [];
    const cyclic = cyclicPairs(judge, report);
    return report.pairs.filter((pair) =>
      passesFilter(filter, saidBy(judge, pair, report), cyclic.has(pair.id)),
    );
  }, [report, judge, filter]);
  if (report === null) return null;
  return (
    <div className="stack-small">
      <div className="pairs-filter">
        <Choice
          label="Show"
          value={filter}
          options={Object.entries(PAIR_FILTERS) as [PairFilter, string][]} // its only keys
          onChoice={(wanted) => {
            setFilter(wanted);
            setShown(AT_ONCE);
          }}
        />
        <p className="quiet small-text" role="status">
          {formatPlural(chosen.length, 'pair')}
        </p>
      </div>
      <ul className="pairs-list" aria-label="Pairs">
        {chosen.slice(0, shown).map((pair) => (
          <PairItem key={pair.id} pair={pair} judge={judge} report={report} />
        ))}
      </ul>
      {shown < chosen.length && (
        <button
          type="button"
          className="small pairs-more"
          onClick={() => {
            setShown(shown + AT_ONCE);
          }}
        >
          Show more
        </button>
      )}
    </div>
  );
}

function PairItem({ pair, judge, report }: { pair: JudgedPair; judge: Judge; report: PairsReport }) {
  const query = report.queries[pair.query];
  const said = saidBy(judge, pair, report);
  const { llm } = pair;
  return (
    <li className="stack-small small-text">
      <b>{query?.text}</b>
      <ol className="pairs-two">
        {(
          [
            ['first', pair.first],
            ['second', pair.second],
          ] as const
        ).map(([place, at]) => (
          <li key={place} className={said === place ? 'pairs-preferred' : undefined}>
            {clipText(query?.candidates[at]?.text ?? '', CLIPPED)}{' '}
            <span className="quiet">
              Rank {query?.candidates[at]?.rank}
              {query?.candidates[at]?.labelled === true && ', labelled as an answer'}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {saidWord(said)}
        {judge === 'llm' &&
          said !== 'neither' &&
          llm !== null &&
          nothingAnswers(llm.orders) &&
          ', though neither answers'}
        {judge === 'llm' && llm !== null && (
          <span className="quiet">
            {' '}
            · answers with each passage first: {llm.orders.join(', ')} · {llm.model}
          </span>
        )}
      </p>
    </li>
  );
}
