import type { MiningExample, MiningPreview } from '../../engine/protocol/mining';
import { formatCount } from '../../store/format-value';
import { FATE_WORDS } from '../../store/mining-words';
import { useApp } from '../app-context';
import { Choice } from '../choice';

const WHICH = [
  ['all', 'All rows'],
  ['fewer', 'Rows that got fewer than wanted'],
] as const;

/** Rows with what was kept and left out for them, a few at a time. */
export function MiningExamples({ examples }: { examples: MiningPreview['examples'] }) {
  const { mining } = useApp();
  const { which, from, total, rows } = examples;
  const turn = (to: number): void => {
    mining.show({ which, from: to });
  };
  return (
    <section className="stack part" aria-labelledby="mining-examples">
      <h3 id="mining-examples">What is kept and left out</h3>
      <div className="look-controls">
        <Choice
          label="Show"
          value={which}
          options={WHICH}
          onChoice={(chosen) => {
            mining.show({ which: chosen, from: 0 });
          }}
        />
        <div className="row">
          <button
            type="button"
            className="small"
            disabled={from === 0}
            onClick={() => {
              turn(Math.max(0, from - rows.length));
            }}
          >
            Previous
          </button>
          <button
            type="button"
            className="small"
            disabled={from + rows.length >= total}
            onClick={() => {
              turn(from + rows.length);
            }}
          >
            Next
          </button>
        </div>
        <p className="quiet figures" role="status">
          {total === 0
            ? 'There is no such row.'
            : `${formatCount(from + 1)} to ${formatCount(from + rows.length)} of ${formatCount(total)}`}
        </p>
      </div>
      {rows.map((row) => (
        <Example key={`${row.file}:${String(row.line)}:${row.answers[0] ?? ''}`} row={row} />
      ))}
    </section>
  );
}

function Example({ row }: { row: MiningExample }) {
  return (
    <article className="mining-example" aria-label={row.query}>
      <h4>{row.query}</h4>
      <p className="quiet small-text">
        {row.file}, line {row.line}
        {row.limit !== null && ` · kept are scores up to ${row.limit.toFixed(4)}`}
      </p>
      <ol className="mining-candidates">
        {row.answers.map((answer, at) => (
          <li key={answer} className="mining-answer">
            <span className="figures">{at === 0 ? row.score.toFixed(4) : ''}</span>
            <b>{at === 0 && row.answers.length > 1 ? 'Answer (lowest score)' : 'Answer'}</b>
            <span className="mining-text">{answer}</span>
          </li>
        ))}
        {row.candidates.map(({ rank, score, fate, text }) => (
          <li key={`${String(rank)}:${text}`} className={`mining-${fate}`}>
            <span className="figures">{score.toFixed(4)}</span>
            <b>{FATE_WORDS[fate]}</b>
            <span className="mining-text">{text}</span>
          </li>
        ))}
      </ol>
    </article>
  );
}
