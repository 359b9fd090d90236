import { useState } from 'react';
import { formatPlural } from '../../store/format-value';
import { NEWEST_FIRST } from '../../store/sort-runs';
import { useApp, useLater, useSelect } from '../app-context';
import { download } from '../download';
import { FaultMessage } from '../fault-message';
import { Opening } from '../opening';
import { Region } from '../region';
import { RunsComparison } from './runs-comparison';
import { RunsTable } from './runs-table';
import { StartAgainNote } from './start-again-note';

/** The runs that the browser keeps: a table, and what is picked in it side by side. */
export function RunsRegion() {
  const { runs } = useApp();
  const list = useLater(runs, (state) => state.list);
  const fault = useSelect(runs, (state) => state.fault);
  const [order, setOrder] = useState(NEWEST_FIRST);
  const none = list === null || list.length === 0;
  return (
    <Region name="Runs" step={6} folded={none} aside={none ? undefined : <ExportButton />}>
      {fault !== null && <FaultMessage fault={fault} />}
      {none ? (
        <p className="empty">
          Finished runs are listed here, to be compared and started again. They stay in this browser only.
        </p>
      ) : (
        <>
          <p className="quiet small-text">
            {formatPlural(list.length, 'run')}, kept in this browser without their weights; the newest 50
            stay, pinned ones always. Pick two or more to compare them.
          </p>
          <RunsTable runs={list} order={order} onOrder={setOrder} />
        </>
      )}
      <Removed />
      <Opening store={runs.file} what="Writing the file" />
      <StartAgainNote />
      <RunsComparison />
    </Region>
  );
}

function ExportButton() {
  const { runs } = useApp();
  const save = async (): Promise<void> => {
    const file = await runs.file.open(null);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <button
      type="button"
      className="small"
      title="All stored runs as JSON Lines, one run a line"
      onClick={() => void save()}
    >
      Export runs
    </button>
  );
}

/** The way back from deleting. */
function Removed() {
  const { runs } = useApp();
  const removed = useSelect(runs, (state) => state.removed);
  if (removed === null) return null;
  return (
    <p className="note" role="status">
      Deleted &quot;{removed.summary.name}&quot;.{' '}
      <button type="button" className="link" onClick={() => void runs.undo()}>
        Undo
      </button>
    </p>
  );
}
