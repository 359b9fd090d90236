import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { formatCount, formatPlural } from '../../store/format-value';
import { agreementSentence, checkedPassage, drawCheckSample } from '../../store/synthesis/check-sample';
import { createHumanCheck, type HumanCheck } from '../../store/synthesis/human-check';
import { useApp, useSelect } from '../app-context';

/** Rows of a sample, where nothing else is chosen. */
const USUAL = 20;
const SIZES = [10, 20, 50, 100, 200] as const;

/** A person's own verdicts on a sample, to see how far the language model's can be trusted. */
export function CheckPanel() {
  const { synthesis, settings } = useApp();
  const [human] = useState(() =>
    createHumanCheck({ rows: () => synthesis.getState().rows ?? [], check: synthesis.check }),
  );
  const [size, setSize] = useState(USUAL);
  const seed = useSelect(settings, (state) => state.settings.seed);
  const verified = useSelect(
    synthesis,
    ({ rates: { positives } }) => positives.relevant + positives.irrelevant,
  );
  const agreement = useSelect(synthesis, ({ rates }) => rates.agreement);
  const checking = useSelect(human, ({ queue, at }) => queue !== null && at < queue.length);
  if (verified === 0) return null;
  const left = drawCheckSample(synthesis.getState().rows ?? [], size, seed).length;
  return (
    <section className="stack-small part" aria-label="Check a sample">
      <h3>Check a sample</h3>
      <p className="quiet small-text">
        Judge some passages yourself, without seeing what the language model said; then both are compared.
      </p>
      {checking ? (
        <Judging human={human} />
      ) : (
        <div className="synthesis-check-start">
          <label className="field">
            <span>Rows to check</span>
            <select
              value={size}
              onChange={(event) => {
                setSize(Number(event.target.value));
              }}
            >
              {SIZES.map((option) => (
                <option key={option} value={option}>
                  {option}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            disabled={left === 0}
            onClick={() => {
              human.begin(size, seed);
            }}
          >
            Check a sample
          </button>
        </div>
      )}
      <Outcome human={human} />
      {!checking && agreement.checked > 0 && (
        <p className="small-text" role="status">
          {agreementSentence(agreement)}
        </p>
      )}
    </section>
  );
}

/** Said once all rows of a sample were shown. */
function Outcome({ human }: { human: HumanCheck }) {
  const { queue, at, before, answers } = useSelect(human, (state) => state);
  if (queue === null || at < queue.length) return null;
  const skipped = answers.filter((answer) => answer === null).length;
  const text =
    queue.length === 0
      ? `All ${formatCount(before)} rows of this sample are checked already: choose more rows.`
      : `The sample is done${skipped > 0 ? `, ${formatPlural(skipped, 'row')} skipped` : ''}.`;
  return (
    <p className="small-text" role="status">
      {text}{' '}
      {queue.length > 0 && (
        <button type="button" className="link" onClick={human.undo}>
          Back to the last row
        </button>
      )}
    </p>
  );
}

function Judging({ human }: { human: HumanCheck }) {
  const { synthesis } = useApp();
  const { queue, at, before } = useSelect(human, (state) => state);
  const id = queue?.[at];
  const row = useSelect(synthesis, ({ rows }) => rows?.find((one) => one.id === id));
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.focus();
  }, []);
  const total = before + (queue?.length ?? 0);
  const press = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
    if (ctrlKey || metaKey || altKey) return;
    if (key === 'y') human.answer(true);
    if (key === 'n') human.answer(false);
    if (key === 's') human.answer(null);
    if (key === 'u') human.undo();
  };
  return (
    <div
      ref={card}
      className="synthesis-check stack-small"
      role="group"
      aria-label="A row to judge"
      tabIndex={-1}
      onKeyDown={press}
    >
      <div className="progress-line">
        <span>Does this passage answer the query?</span>
        <span className="quiet figures">
          {formatCount(before + at + 1)} of {formatCount(total)}
        </span>
        <progress aria-label="Rows checked" max={total} value={before + at} />
      </div>
      {row === undefined ? <p className="quiet">This row is gone.</p> : <Pair row={row} />}
      <Answers human={human} first={at === 0} />
    </div>
  );
}

function Answers({ human, first }: { human: HumanCheck; first: boolean }) {
  const say = (relevant: boolean | null) => () => {
    human.answer(relevant);
  };
  return (
    <div className="dialog-actions">
      <Answer label="Yes" letter="y" onClick={say(true)} />
      <Answer label="No" letter="n" onClick={say(false)} />
      <Answer label="Skip" letter="s" onClick={say(null)} />
      <Answer label="Undo" letter="u" disabled={first} onClick={human.undo} />
      <button type="button" className="small plain" onClick={human.end}>
        Stop for now
      </button>
    </div>
  );
}

function Pair({ row }: { row: SyntheticRow }) {
  return (
    <div aria-live="polite" className="stack-small">
      <p className="synthesis-check-query">{row.query}</p>
      <p className="synthesis-check-passage">{checkedPassage(row)}</p>
    </div>
  );
}

function Answer({
  label,
  letter,
  disabled = false,
  onClick,
}: {
  label: string;
  letter: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" className="small" aria-keyshortcuts={letter} disabled={disabled} onClick={onClick}>
      {label} <kbd>{letter}</kbd>
    </button>
  );
}
