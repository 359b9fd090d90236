import { useDeferredValue, useMemo, useState } from 'react';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { formatCount } from '../../store/format-value';
import { toDecide, viewRows } from '../../store/synthesis/row-view';
import { useApp, useSelect } from '../app-context';
import { RowDialog } from './row-dialog';
import { RowFilters } from './row-filters';
import { RowTable } from './row-table';

const NONE: readonly SyntheticRow[] = [];

/** The table of rows, which fills while they are made: filters, decisions, and the editor of a row. */
export function MadeRows() {
  const { synthesis } = useApp();
  const rows = useDeferredValue(useSelect(synthesis, (state) => state.rows)) ?? NONE;
  const view = useDeferredValue(useSelect(synthesis, (state) => state.view));
  const shown = useMemo(() => viewRows(rows, view), [rows, view]);
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);
  const at = Math.min(active, Math.max(0, shown.length - 1));
  const decide = (row: number, state: 'accepted' | 'rejected'): void => {
    const decided = shown[row];
    if (decided === undefined) return;
    void synthesis.decide([decided], state);
    // A row that its filter hides now makes room for the next one; else the next one is gone to.
    if (view.state === 'any' || view.state === state) setActive(Math.min(row + 1, shown.length - 1));
  };
  return (
    <section className="stack-small part" aria-label="Rows">
      <RowFilters
        onChange={() => {
          setActive(0);
        }}
      />
      <DecideAll rows={shown} all={rows.length} />
      <RowTable
        rows={shown}
        active={at}
        onActive={setActive}
        onDecide={decide}
        onUndo={() => void synthesis.undo()}
        onOpen={(row) => {
          setActive(row);
          setOpened(shown[row]?.id ?? null);
        }}
      />
      <p className="quiet small-text">
        In the table: arrow keys move, Enter opens a row, <kbd>a</kbd> accepts, <kbd>r</kbd> rejects,{' '}
        <kbd>u</kbd> takes the last change back.
      </p>
      {opened !== null && (
        <RowDialog
          rows={shown}
          id={opened}
          onMove={(row) => {
            setActive(row);
            setOpened(shown[row]?.id ?? null);
          }}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </section>
  );
}

/** How many rows are shown, decisions on all of them, and the way back. */
function DecideAll({ rows, all }: { rows: readonly SyntheticRow[]; all: number }) {
  const { synthesis } = useApp();
  const undo = useSelect(synthesis, ({ undoable }) => undoable.at(-1)?.what);
  const rejected = rows.filter(({ state }) => state === 'rejected').length;
  const button = (label: string, state: 'accepted' | 'rejected') => {
    const count = toDecide(rows, state).length;
    return (
      <button
        type="button"
        className="small"
        disabled={count === 0}
        onClick={() => void synthesis.decide(rows, state)}
      >
        {label} all that are shown ({formatCount(count)})
      </button>
    );
  };
  return (
    <div className="synthesis-decide">
      <p className="small-text quiet" role="status">
        {formatCount(rows.length)} of {formatCount(all)} rows shown
        {rejected > 0 && rejected < rows.length && `, ${formatCount(rejected)} rejected, which stay so`}.
      </p>
      {button('Accept', 'accepted')}
      {button('Reject', 'rejected')}
      <p className="small-text" role="status">
        {undo !== undefined && (
          <>
            {undo}.{' '}
            <button type="button" className="link" onClick={() => void synthesis.undo()}>
              Undo
            </button>
          </>
        )}
      </p>
    </div>
  );
}
