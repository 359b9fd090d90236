import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  memo,
  useEffect,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import type { QuestionsReport } from '../../engine/protocol/inspect';
import { formatDifference, formatMetric } from '../../store/format-value';
import { changeOf, type QuestionColumn, type QuestionView } from '../../store/question-view';

/** Pixels; as in inspect.css. */
const ROW_HEIGHT = 56;
/** Rows that a page key moves by. */
const PAGE = 8;

interface QuestionTableProps {
  readonly report: QuestionsReport;
  /** Indices into the report, in the order shown. */
  readonly rows: readonly number[];
  readonly view: QuestionView;
  /** The row that the keyboard is at. */
  readonly active: number;
  /** Goes up when the keyboard is to come back to the active row. */
  readonly returns: number;
  readonly onSort: (sort: QuestionColumn, descending: boolean) => void;
  readonly onActive: (row: number) => void;
  readonly onOpen: (row: number) => void;
}

/** A grid of all questions that holds only the rows in sight: arrow keys move, Enter or a click opens. */
export function QuestionTable(props: QuestionTableProps) {
  const { report, rows, view, active, returns, onSort, onActive, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, height, scrollTo } = useVisibleRows(scroller, rows.length, active);
  const followed = useRef(false);
  useLayoutEffect(() => {
    if (!followed.current) return;
    followed.current = false;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${String(active)}"]`)
      ?.focus({ preventScroll: true });
  }, [active]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [rows]);
  useEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
    if (returns > 0) row?.focus();
  }, [returns]);
  const move = (event: KeyboardEvent): void => {
    const to = target(event.key, active, rows.length);
    if (to === undefined) return;
    event.preventDefault();
    followed.current = to !== active;
    onActive(to);
    scrollTo(to);
  };
  const open = ({ target: clicked }: MouseEvent): void => {
    const row = clicked instanceof Element ? clicked.closest<HTMLElement>('[data-at]') : null;
    if (row !== null) onOpen(Number(row.dataset['at']));
  };
  const compared = report.before !== null;
  return (
    <div
      ref={scroller}
      className={compared ? 'questions' : 'questions questions-alone'}
      role="grid"
      aria-label={`Questions by ${report.metric}`}
      aria-rowcount={rows.length + 1}
    >
      <Head compared={compared} view={view} onSort={onSort} />
      <div role="rowgroup" className="question-rows" style={{ height }} onKeyDown={move} onClick={open}>
        {items.map(({ index, start }) => (
          <Row
            key={rows[index]}
            report={report}
            at={rows[index] ?? 0}
            row={index}
            top={start}
            reachable={index === active}
          />
        ))}
      </div>
    </div>
  );
}

/** The rows in sight, and always the active one, so that the keyboard never loses its place. */
function useVisibleRows(scroller: RefObject<HTMLDivElement | null>, count: number, active: number) {
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this; its values go no further
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    // A scrolled row may come a frame late; a scroll event must not wait for React.
    useFlushSync: false,
    rangeExtractor: (range: Range) => {
      const visible = defaultRangeExtractor(range);
      return visible.includes(active) || active >= count
        ? visible
        : [...visible, active].sort((a, b) => a - b);
    },
  });
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    scrollTo: (row: number) => {
      virtualizer.scrollToIndex(row);
    },
  };
}

/** Where a key leads; undefined where it leads nowhere. */
function target(key: string, from: number, count: number): number | undefined {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -count, End: count };
  const step = Object.entries(steps).find(([name]) => name === key)?.[1];
  return step === undefined ? undefined : Math.max(0, Math.min(count - 1, from + step));
}

const COLUMNS: readonly (readonly [column: QuestionColumn, compared: string, alone: string | null])[] = [
  ['question', 'Question', 'Question'],
  ['bm25', 'BM25', 'BM25'],
  ['before', 'Before', null],
  ['after', 'After', 'Model'],
  ['change', 'Change', null],
];

function Head({
  compared,
  view,
  onSort,
}: {
  compared: boolean;
  view: QuestionView;
  onSort: QuestionTableProps['onSort'];
}) {
  return (
    <div role="rowgroup" className="question-head">
      <div role="row" aria-rowindex={1} className="question-row">
        {COLUMNS.map(([column, together, alone]) => {
          const label = compared ? together : alone;
          if (label === null) return null;
          // Without a change to sort by, that is the order of the model's values.
          const sort = !compared && view.sort === 'change' ? 'after' : view.sort;
          const sorted = sort === column;
          const direction = view.descending ? 'descending' : 'ascending';
          return (
            <div
              key={column}
              role="columnheader"
              className={`question-${column}`}
              aria-sort={sorted ? direction : 'none'}
            >
              <button
                type="button"
                className="plain sort"
                onClick={() => {
                  onSort(column, sorted ? !view.descending : false);
                }}
              >
                {label}
                <span aria-hidden="true">{sorted ? (view.descending ? ' ▼' : ' ▲') : ''}</span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Remembered, so that scrolling makes only the rows that come into sight. */
const Row = memo(function Row({
  report,
  at,
  row,
  top,
  reachable,
}: {
  report: QuestionsReport;
  at: number;
  row: number;
  top: number;
  reachable: boolean;
}) {
  const change = changeOf(report, at);
  const tone = change === undefined || change === 0 ? '' : change > 0 ? ' up' : ' down';
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className="question-row question-line"
      data-at={row}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      <div role="rowheader" className="question-question">
        <button type="button" className="question-open" data-row={row} tabIndex={reachable ? 0 : -1}>
          {report.texts[at]}
        </button>
      </div>
      <div role="gridcell" className="question-bm25">
        {formatMetric(report.bm25[at] ?? 0)}
      </div>
      {report.before !== null && (
        <div role="gridcell" className="question-before">
          {formatMetric(report.before[at] ?? 0)}
        </div>
      )}
      <div role="gridcell" className="question-after">
        {formatMetric(report.after[at] ?? 0)}
      </div>
      {change !== undefined && (
        <div role="gridcell" className={`question-change${tone}`}>
          {formatDifference(change)}
        </div>
      )}
    </div>
  );
});
