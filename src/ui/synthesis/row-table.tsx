import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useLayoutEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { TEXT_FIELDS, type SyntheticRow, type TextField } from '../../core/synthesis/synthetic-row';
import { FIELD_WORDS } from '../../store/synthesis/synthesis-words';
import { useMedia } from '../use-media';
import { RowLine } from './row-line';

/** Pixels, and where the rows become cards; as in synthesis.css. */
const ROW_HEIGHT = 88;
const CARD_HEIGHT = 188;
const CARDS = '(width < 900px)';
/** Rows that a page key moves by. */
const PAGE = 6;

interface RowTableProps {
  /** Those to show, in their order. */
  readonly rows: readonly SyntheticRow[];
  /** The row that the keyboard is at. */
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onOpen: (row: number) => void;
  readonly onDecide: (row: number, state: 'accepted' | 'rejected') => void;
  readonly onUndo: () => void;
}

/** A grid of all rows that holds only those in sight; where it is narrow each row is a card. */
export function RowTable(props: RowTableProps) {
  const { rows, active, onOpen, onDecide } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, height, scrollTo } = useVisibleRows(scroller, rows.length, active);
  const fields = useMemo(
    () => TEXT_FIELDS.filter((field) => field === 'query' || rows.some((row) => row[field] !== '')),
    [rows],
  );
  const following = useFollowedFocus(scroller, active, rows.length);
  const click = ({ target: clicked }: MouseEvent): void => {
    if (!(clicked instanceof Element)) return;
    const line = clicked.closest<HTMLElement>('[data-at]');
    if (line === null) return;
    const at = Number(line.dataset['at']);
    const state = clicked.closest<HTMLElement>('[data-decide]')?.dataset['decide'];
    if (state === 'accepted' || state === 'rejected') onDecide(at, state);
    else onOpen(at);
  };
  return (
    <div
      ref={scroller}
      className={`synthetic-rows synthetic-texts-${String(fields.length)}`}
      role="grid"
      aria-label="Synthetic rows"
      aria-rowcount={rows.length + 1}
    >
      <Head fields={fields} />
      <div
        role="rowgroup"
        className="synthetic-lines"
        style={{ height }}
        onKeyDown={(event) => {
          press(event, props, scrollTo);
        }}
        onClick={click}
        {...following}
      >
        {items.map(({ index, start }) => {
          const row = rows[index];
          // By place, so that the keyboard stays where it is when a row leaves the view.
          return (
            row && (
              <RowLine key={index} {...{ row, fields, at: index, top: start, reachable: index === active }} />
            )
          );
        })}
      </div>
    </div>
  );
}

/** What a key does: it moves, decides, or takes back; Enter is the row's own. */
function press(
  event: KeyboardEvent,
  { rows, active, onActive, onDecide, onUndo }: RowTableProps,
  scrollTo: (row: number) => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const decision = { a: 'accepted', r: 'rejected' } as const;
  const to = target(event.key, active, rows.length);
  if (to !== undefined) {
    onActive(to);
    scrollTo(to);
  } else if (event.key === 'a' || event.key === 'r') onDecide(active, decision[event.key]);
  else if (event.key === 'u') onUndo();
  else return;
  event.preventDefault();
}

/** Keeps the focus on the active row while it is in the table, however rows come and go. */
function useFollowedFocus(scroller: RefObject<HTMLDivElement | null>, active: number, count: number) {
  const inside = useRef(false);
  useLayoutEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${String(active)}"]`);
    if (inside.current && document.activeElement !== row) row?.focus({ preventScroll: true });
  }, [scroller, active, count]);
  return {
    onFocus: () => {
      inside.current = true;
    },
    onBlur: (event: FocusEvent) => {
      inside.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}

/** The rows in sight, and always the active one, so that the keyboard never loses its place. */
function useVisibleRows(scroller: RefObject<HTMLDivElement | null>, count: number, active: number) {
  const cards = useMedia(CARDS);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this; its values go no further
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? CARD_HEIGHT : ROW_HEIGHT),
    overscan: 4,
    // A scrolled row may come a frame late; a scroll event must not wait for React.
    useFlushSync: false,
    rangeExtractor: (range: Range) => {
      const visible = defaultRangeExtractor(range);
      return visible.includes(active) || active >= count
        ? visible
        : [...visible, active].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, cards]);
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

function Head({ fields }: { fields: readonly TextField[] }) {
  const labels = [
    'State',
    ...fields.map((field) => FIELD_WORDS[field]),
    'Verdicts',
    'Round trip',
    'Flags',
    'Paradigm',
  ];
  return (
    <div role="rowgroup" className="synthetic-head">
      <div role="row" aria-rowindex={1} className="synthetic-row">
        {labels.map((label) => (
          <div key={label} role="columnheader">
            {label}
          </div>
        ))}
      </div>
    </div>
  );
}
