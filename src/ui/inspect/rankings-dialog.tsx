import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { QuestionsReport, SystemName } from '../../engine/protocol/inspect';
import { formatCount, formatMetric } from '../../store/format-value';
import { useApp, useSelect } from '../app-context';
import { Opening } from '../opening';
import { RankingColumns } from './ranking-columns';

interface RankingsDialogProps {
  readonly report: QuestionsReport;
  /** Indices into the report, in the order of the table. */
  readonly rows: readonly number[];
  /** The row that is open. */
  readonly at: number;
  readonly onMove: (row: number) => void;
  readonly onClose: () => void;
}

/** What each system found for a question, side by side; arrow keys go to the next and the previous question. */
export function RankingsDialog({ report, rows, at, onMove, onClose }: RankingsDialogProps) {
  const { inspect } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const question = rows[at] ?? 0;
  const id = report.ids[question] ?? '';
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    void inspect.rankings.open({ of: report.of, set: report.set, query: id });
    dialog.current?.scrollTo({ top: 0 });
  }, [inspect, report.of, report.set, id]);
  const step = (by: number): void => {
    const to = at + by;
    if (to >= 0 && to < rows.length) onMove(to);
  };
  const turn = (event: KeyboardEvent): void => {
    if (isChoosing(event.target)) return;
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  };
  return (
    <dialog
      ref={dialog}
      className="dialog rankings"
      aria-labelledby="rankings-title"
      onKeyDown={turn}
      onClose={onClose}
    >
      <Head text={report.texts[question] ?? ''} id={id} at={at} count={rows.length} step={step} />
      <Found report={report} question={question} id={id} />
    </dialog>
  );
}

function Head({
  text,
  id,
  at,
  count,
  step,
}: {
  text: string;
  id: string;
  at: number;
  count: number;
  step: (by: number) => void;
}) {
  const turner = (label: string, by: number, key: string) => (
    <button
      type="button"
      className="small"
      aria-keyshortcuts={key}
      disabled={at + by < 0 || at + by >= count}
      onClick={() => {
        step(by);
      }}
    >
      {label}
    </button>
  );
  return (
    <header className="rankings-head">
      <h2 id="rankings-title">{text}</h2>
      <form method="dialog" className="dialog-actions">
        {turner('Previous', -1, 'ArrowLeft')}
        {turner('Next', 1, 'ArrowRight')}
        <button type="submit" className="small">
          Close
        </button>
        <span className="quiet small-text figures" role="status">
          Question {formatCount(at + 1)} of {formatCount(count)} · {id}
        </span>
      </form>
    </header>
  );
}

/** Keys that choose within a control are not the dialog's. */
function isChoosing(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="tablist"], select, input') !== null;
}

function Found({ report, question, id }: { report: QuestionsReport; question: number; id: string }) {
  const { inspect } = useApp();
  const found = useSelect(inspect.rankings, (state) => state.value);
  const waiting = useSelect(inspect.rankings, (state) => state.status !== 'ready');
  const values: Readonly<Record<SystemName, number | undefined>> = {
    bm25: report.bm25[question],
    before: report.before?.[question],
    after: report.after[question],
  };
  return (
    <>
      {(found === null || waiting) && <Waiting />}
      {found !== null && (
        <div aria-busy={found.id !== id} className={found.id === id ? undefined : 'stale'}>
          <RankingColumns
            comparison={found}
            fact={(system) => {
              const value = values[system];
              return value === undefined ? null : `${report.metric} ${formatMetric(value)}`;
            }}
          />
        </div>
      )}
    </>
  );
}

/** Nothing while the answer is on its way, which takes a moment only; the reason when none comes. */
function Waiting() {
  const { inspect } = useApp();
  const failed = useSelect(inspect.rankings, (state) => state.status === 'failed');
  return failed ? <Opening store={inspect.rankings} what="Looking up the rankings" /> : null;
}
