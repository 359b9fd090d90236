import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import {
  flagSentence,
  PARADIGM_WORDS,
  roundTripWord,
  STATE_WORDS,
  verdictWords,
} from '../../store/synthesis/synthesis-words';

/** Where a row comes from, and what was found of it. */
export function RowFacts({ row }: { row: SyntheticRow }) {
  const versions = Object.entries(row.promptVersions).map(([purpose, version]) => `${purpose} ${version}`);
  const source = row.from === 'query' ? 'a query' : 'a document';
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['State', STATE_WORDS[row.state]],
    ['Made from', row.sourceId === null ? source : `${source}, ${row.sourceId}`],
    ['Paradigm', PARADIGM_WORDS[row.paradigm]],
    ['Style', row.style],
    ['Verdicts', verdictWords(row).join(', ')],
    ['Round trip', roundTripWord(row)],
    ['Language model', row.model],
    ['Prompts', versions.join(', ')],
  ];
  return (
    <div className="stack-small">
      {row.fault !== '' && <p className="fault">{row.fault}</p>}
      {row.flags.map((flag) => (
        <p key={flag} className="note small-text">
          {flagSentence(flag)}
        </p>
      ))}
      <dl className="row-facts small-text">
        {facts.map(
          ([label, value]) =>
            value !== '' && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
