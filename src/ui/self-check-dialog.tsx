import { useEffect, useRef, useState, type Ref } from 'react';
import type { SelfCheckReport, SelfCheckRow } from '../engine/protocol/self-check';
import { formatValue } from '../store/format-value';
import { formatError, selfCheckSentence, selfCheckText } from '../store/self-check-text';
import { useApp, useSelect } from './app-context';
import { Opening } from './opening';
import { useBusy } from './use-busy';

/** Runs the self-check and shows what came of it. Closing the dialog cancels a check under way. */
export function SelfCheckDialog({ ref }: { ref: Ref<HTMLDialogElement> }) {
  const app = useApp();
  const report = useSelect(app.selfCheck, (state) => state.value);
  const running = useSelect(app.selfCheck, (state) => state.status === 'opening');
  const busy = useBusy();
  return (
    <dialog ref={ref} className="dialog" aria-labelledby="self-check-title" onClose={app.selfCheck.cancel}>
      <h2 id="self-check-title">Self-check</h2>
      <p>
        Computes every operation that training consists of, with its gradients, on this device and compares it
        with a plain computation on the CPU. It takes some seconds and leaves your data and model alone.
      </p>
      <form method="dialog" className="dialog-actions">
        <button
          type="button"
          className="primary"
          disabled={running || busy}
          onClick={() => void app.checkDevice()}
        >
          {report === null ? 'Start self-check' : 'Check again'}
        </button>
        <button type="submit">Close</button>
      </form>
      {busy && <p className="quiet">Not while a training is under way: both would need the device.</p>}
      <Opening store={app.selfCheck} what="Starting" />
      {report !== null && !running && <Result report={report} />}
    </dialog>
  );
}

function Result({ report }: { report: SelfCheckReport }) {
  const text = selfCheckText(report);
  const worstFirst = report.rows.toSorted((a, b) => a.verdict.localeCompare(b.verdict)); // "failed" before "passed"
  return (
    <>
      <p role="status" className={report.failed === 0 ? 'up' : 'down'}>
        <b>{selfCheckSentence(report)}</b> <span className="quiet">{report.device.label}</span>
      </p>
      <CopyReport key={text} text={text} />
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Checks">
        <table className="check-table">
          <caption className="quiet small-text">
            The largest relative error among value and gradients, and what is allowed.
          </caption>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              <th scope="col">Error</th>
              <th scope="col">Allowed</th>
              <th scope="col">Time</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {worstFirst.map((row) => (
              <CheckRow key={`${row.operation} ${row.input}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CheckRow({ row }: { row: SelfCheckRow }) {
  const failed = row.verdict === 'failed';
  return (
    <>
      <tr className={failed ? 'check-failed' : undefined}>
        <th scope="row">
          {row.operation}
          <span className="check-input">{row.input}</span>
        </th>
        <td title={row.worst}>{formatError(row.error)}</td>
        <td>{formatValue(row.tolerance)}</td>
        <td>{row.milliseconds.toFixed(0)} ms</td>
        <td className={failed ? 'down' : 'up'}>{failed ? 'Failed' : 'Passed'}</td>
      </tr>
      {failed && (
        <tr className="check-reason">
          <td colSpan={5}>{row.reason}</td>
        </tr>
      )}
    </>
  );
}

/** Copies the report, or shows it to be copied by hand where the browser does not let a page write its clipboard. */
function CopyReport({ text }: { text: string }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };
  return (
    <>
      <div className="dialog-actions">
        <button type="button" onClick={() => void copy()}>
          Copy report
        </button>
        <span role="status" className="quiet small-text">
          {outcome === 'copied' && 'Copied: paste it into a bug report.'}
          {outcome === 'refused' && 'The browser refused; copy the text below.'}
        </span>
      </div>
      {outcome === 'refused' && <ReportText text={text} />}
    </>
  );
}

/** The text, selected as it appears. */
function ReportText({ text }: { text: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, []);
  return <textarea ref={area} className="check-text" aria-label="Report" readOnly value={text} />;
}
