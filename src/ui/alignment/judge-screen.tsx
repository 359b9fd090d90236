import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { isSwapped } from '../../core/preferences/propose-pairs';
import type { Judgements } from '../../core/preferences/pair';
import { queryTerms } from '../../core/text/mark-terms';
import type { JudgedPair } from '../../engine/protocol/pairs';
import { formatCount } from '../../store/format-value';
import { pairToJudge, pairToUndo } from '../../store/judging-store';
import { useApp, useSelect } from '../app-context';
import { MarkedText } from '../inspect/marked-text';

/** Seed of the lot that decides which passage stands first; not the run's, so that a changed setting turns no pair. */
const LOT = 1;

type Word = NonNullable<Judgements['person']>;

/** A person judges pair after pair: two passages side by side, and one key for each word. */
export function JudgeScreen() {
  const { judging } = useApp();
  const pair = useSelect(judging, pairToJudge);
  const done = useSelect(
    judging,
    ({ report }) => report?.pairs.filter(({ person }) => person !== null).length,
  );
  const total = useSelect(judging, ({ report }) => report?.pairs.length ?? 0);
  const undoable = useSelect(judging, (state) => pairToUndo(state) !== undefined);
  const [begun, setBegun] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (begun) screen.current?.focus();
  }, [begun]);
  if (!begun)
    return (
      <div className="pairs-start">
        <button
          type="button"
          className="primary"
          disabled={pair === undefined && !undoable}
          onClick={() => {
            setBegun(true);
          }}
        >
          {done === 0 ? 'Start judging' : 'Go on judging'}
        </button>
        <p className="quiet small-text">
          {formatCount(done ?? 0)} of {formatCount(total)} judged. Each verdict is kept in this browser at
          once.
        </p>
      </div>
    );
  return (
    <div
      ref={screen}
      className="judge-screen stack-small"
      role="group"
      aria-label="Pair to judge"
      aria-describedby="judge-keys"
      tabIndex={-1}
      onKeyDown={(event) => {
        press(event, pair, judging);
      }}
    >
      <Position done={done ?? 0} total={total} pair={pair} />
      {pair === undefined ? <p>All pairs are judged.</p> : <Passages pair={pair} />}
      <Answers pair={pair} undoable={undoable} />
    </div>
  );
}

type Judging = ReturnType<typeof useApp>['judging'];

/** The word that a key stands for, in terms of what is shown. */
const KEYS: Readonly<Record<string, '1' | '2' | 'tie' | 'neither' | 'skipped' | 'undo'>> = {
  ...{ '1': '1', '2': '2', t: 'tie', n: 'neither', s: 'skipped', u: 'undo' },
};

function press(event: KeyboardEvent, pair: JudgedPair | undefined, judging: Judging): void {
  const { key, ctrlKey, metaKey, altKey, repeat, target } = event;
  // A key that is held down must not judge pairs that nobody has seen.
  if (ctrlKey || metaKey || altKey || repeat || isTextField(target)) return;
  const word = KEYS[key.toLowerCase()];
  if (word === undefined) return;
  event.preventDefault();
  if (word === 'undo') judging.undo();
  else if (pair !== undefined) judging.say(pair.id, verdictOf(word, isTurned(pair)));
}

function isTextField(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function verdictOf(word: '1' | '2' | Word, turned: boolean): Word {
  if (word === '1') return turned ? 'second' : 'first';
  if (word === '2') return turned ? 'first' : 'second';
  return word;
}

/** Drawn for each pair, and the same at every visit. */
function isTurned({ id }: JudgedPair): boolean {
  return isSwapped(id, LOT);
}

function Position({ done, total, pair }: { done: number; total: number; pair: JudgedPair | undefined }) {
  const { judging } = useApp();
  const query = useSelect(judging, ({ report }) => pair && report?.queries[pair.query]);
  const place = formatCount(Math.min(done + 1, total));
  return (
    <>
      <div className="judge-position">
        <span className="figures" role="status">
          <span className="hidden">Pair </span>
          {pair === undefined ? formatCount(total) : place} of {formatCount(total)}
          {query !== undefined && <span className="hidden">, query: {query.text}</span>}
        </span>
        <progress aria-label="Judged" max={total} value={done} />
      </div>
      {query !== undefined && (
        <p className="judge-query">
          <span className="quiet small-text">Query</span>
          <b>{query.text}</b>
        </p>
      )}
    </>
  );
}

function Passages({ pair }: { pair: JudgedPair }) {
  const { judging } = useApp();
  const query = useSelect(judging, ({ report }) => report?.queries[pair.query]);
  const terms = useMemo(() => queryTerms(query?.text ?? ''), [query?.text]);
  const places = isTurned(pair) ? [pair.second, pair.first] : [pair.first, pair.second];
  return (
    <div className="judge-passages">
      {places.map((at, place) => (
        <section key={place} className="judge-passage" aria-label={`Passage ${place + 1}`}>
          <b className="judge-number" aria-hidden="true">
            {place + 1}
          </b>
          <p lang="">
            <MarkedText text={query?.candidates[at]?.text ?? ''} terms={terms} />
          </p>
        </section>
      ))}
    </div>
  );
}

const ANSWERS = [
  ['1', '1', '1 is better'],
  ['2', '2', '2 is better'],
  ['tie', 't', 'Tie'],
  ['neither', 'n', 'Neither answers'],
  ['skipped', 's', 'Skip'],
] as const;

function Answers({ pair, undoable }: { pair: JudgedPair | undefined; undoable: boolean }) {
  const { judging } = useApp();
  return (
    <div className="judge-answers">
      {ANSWERS.map(([word, key, label]) => (
        <button
          key={word}
          type="button"
          aria-keyshortcuts={key}
          // Kept in reach, so that the focus stays where it is when the last pair is judged.
          aria-disabled={pair === undefined}
          onClick={() => {
            if (pair !== undefined) judging.say(pair.id, verdictOf(word, isTurned(pair)));
          }}
        >
          {label} <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
      <button
        type="button"
        className="plain"
        aria-keyshortcuts="u"
        aria-disabled={!undoable}
        onClick={judging.undo}
      >
        Undo <kbd aria-hidden="true">u</kbd>
      </button>
      <p id="judge-keys" className="quiet small-text">
        Keys: 1, 2, t for a tie, n for neither, s to skip, u to undo. Which passage stands first is drawn by
        lot.
      </p>
    </div>
  );
}
