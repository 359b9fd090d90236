import { useId, useState } from 'react';
import type { BestRun } from '../../core/stored-runs/best-runs';
import type { RunSummary } from '../../engine/protocol/stored-runs';
import { formatDifference, formatMetric, formatPlural } from '../../store/format-value';
import { MOST_COMPARED } from '../../store/runs-store';
import { outsideChange } from '../../store/sort-runs';
import { useApp, useSelect } from '../app-context';
import { VERDICT_WORDS } from '../verdict-words';
import { RunDetails } from './run-details';

/** Columns of the table. */
const COLUMNS = 8;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A run in the table; its name opens what else is known of it and what can be done with it. */
export function RunRow({ run, best }: { run: RunSummary; best: BestRun | undefined }) {
  const [open, setOpen] = useState(false);
  const details = useId();
  return (
    <>
      <tr className={best === undefined ? undefined : 'run-is-best'}>
        <td>
          <Pick run={run} />
        </td>
        <th scope="row" className="run-name">
          <button
            type="button"
            className="link"
            aria-expanded={open}
            aria-controls={details}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {run.name}
          </button>
          {best !== undefined && <span className="run-mark run-best">Best</span>}
          {run.pinned && <span className="run-mark">Pinned</span>}
          {END_WORDS[run.ended] !== null && <span className="run-mark">{END_WORDS[run.ended]}</span>}
        </th>
        <td className="run-date">{DATE.format(new Date(run.date))}</td>
        <td className="run-model">
          {run.model}
          <small>
            {run.data.files.map(({ name }) => name).join(', ')}, {formatPlural(run.data.rows, 'row')}
          </small>
        </td>
        <td className="run-loss">{run.loss}</td>
        <Figures run={run} />
      </tr>
      <tr id={details} hidden={!open} className="run-details">
        <td colSpan={COLUMNS}>{open && <RunDetails run={run} />}</td>
      </tr>
    </>
  );
}

const END_WORDS: Readonly<Record<RunSummary['ended'], string | null>> = {
  finished: null,
  early: 'Stopped early',
  'by user': 'Stopped',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

function Pick({ run }: { run: RunSummary }) {
  const { runs } = useApp();
  const picked = useSelect(runs, (state) => state.picked.includes(run.id));
  const full = useSelect(runs, (state) => state.picked.length >= MOST_COMPARED);
  return (
    <input
      type="checkbox"
      checked={picked}
      disabled={full && !picked}
      title={full && !picked ? `At most ${String(MOST_COMPARED)} runs are compared at once` : undefined}
      aria-label={`Compare ${run.name}`}
      onChange={(event) => void runs.pick(run.id, event.target.checked)}
    />
  );
}

function Figures({ run }: { run: RunSummary }) {
  const [primary] = run.sets;
  const outside = outsideChange(run);
  if (primary === undefined) return <td colSpan={3}>Not measured</td>;
  const { headline, delta } = primary;
  return (
    <>
      <td className="run-metric">
        {formatMetric(headline.mean)}
        <small>
          {formatMetric(headline.low)} to {formatMetric(headline.high)}
        </small>
      </td>
      <td className="run-change">
        <span className={toneOf(delta.mean)}>{formatDifference(delta.mean)}</span>
        <small>{VERDICT_WORDS[delta.verdict]}</small>
      </td>
      <td className="run-outside">
        {outside === undefined ? '–' : <span className={toneOf(outside)}>{formatDifference(outside)}</span>}
      </td>
    </>
  );
}

function toneOf(difference: number): string | undefined {
  return difference === 0 ? undefined : difference > 0 ? 'up' : 'down';
}
