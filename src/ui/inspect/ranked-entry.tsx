import { useState } from 'react';
import type { Comparison, InspectedPassage, SystemName } from '../../engine/protocol/inspect';
import { clipText } from '../../store/clip-text';
import { describeGrade, describeMovement } from '../../store/describe-passage';
import { MarkedText } from './marked-text';

/** A text up to this length is shown whole. */
const CLIPPED = 280;

interface RankedEntryProps {
  readonly passage: InspectedPassage;
  readonly system: SystemName;
  readonly comparison: Comparison;
  readonly terms: ReadonlySet<string>;
}

/** A passage in a ranking: place, judgement, movement, score and text. */
export function RankedEntry({ passage, system, comparison, terms }: RankedEntryProps) {
  const { id, title, grade, places } = passage;
  const place = places[system];
  const judgement = describeGrade(grade, comparison.relevanceLevel);
  const movement = describeMovement(passage, system, comparison);
  return (
    <li className="ranked">
      <div className="ranked-facts small-text">
        <b className="figures">
          <span className="hidden">Rank </span>
          {place === undefined ? `below ${String(comparison.depth)}` : place.rank}
        </b>
        <span className={`judged judged-${judgement.tone}`}>{judgement.word}</span>
        {movement !== null && (
          <span className={movement.tone === 'same' ? 'quiet' : movement.tone}>
            <span aria-hidden="true">{ARROWS[movement.tone]} </span>
            {movement.text}
          </span>
        )}
        {place !== undefined && (
          <span className="ranked-score quiet figures" title="Score">
            <span className="hidden">Score </span>
            {place.score.toFixed(system === 'bm25' ? 2 : 4)}
          </span>
        )}
      </div>
      {title !== '' && (
        <p className="ranked-title">
          <MarkedText text={title} terms={terms} />
        </p>
      )}
      <Text text={passage.text} terms={terms} />
      <p className="quiet small-text ranked-id">{id}</p>
    </li>
  );
}

const ARROWS = { up: '▲', down: '▼', same: '=' } as const;

function Text({ text, terms }: { text: string | null; terms: ReadonlySet<string> }) {
  const [whole, setWhole] = useState(false);
  if (text === null) return <p className="quiet">This passage is judged, but it is not in the corpus.</p>;
  const shown = whole ? text : clipText(text, CLIPPED);
  return (
    <p className="ranked-text">
      <MarkedText text={shown} terms={terms} />{' '}
      {text.length > CLIPPED && (
        <button
          type="button"
          className="link"
          aria-expanded={whole}
          onClick={() => {
            setWhole(!whole);
          }}
        >
          {whole ? 'Show less' : 'Show all'}
        </button>
      )}
    </p>
  );
}
