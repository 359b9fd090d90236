import { announcement } from '../store/announcement';
import { isActive, type RunPhase } from '../store/run-state';
import { formatDifference, formatMetric, formatPlural } from '../store/format-value';
import { planOf } from '../store/plan-of';
import { useApp, useSelect } from './app-context';
import { FaultMessage } from './fault-message';
import { ProgressLine } from './opening';
import { StartButton } from './start-button';

const STATE_WORDS: Readonly<Partial<Record<RunPhase, string>>> = {
  paused: 'Paused',
  stopping: 'Stopping, keeping the best weights',
  cancelling: 'Cancelling',
};

/** Stays in view: what would run, or how far the run is and what can be done about it. */
export function RunBar() {
  const { run } = useApp();
  const active = useSelect(run, (state) => isActive(state.phase));
  const spoken = useSelect(run, announcement);
  return (
    <div className="run-bar">
      <p className="hidden" role="status">
        {spoken}
      </p>
      {active ? (
        <>
          <RunProgress />
          <RunActions />
        </>
      ) : (
        <>
          <Outcome />
          <StartButton hint="" />
        </>
      )}
    </div>
  );
}

function RunActions() {
  const { run } = useApp();
  const phase = useSelect(run, (state) => state.phase);
  const ending = phase === 'stopping' || phase === 'cancelling';
  return (
    <div className="run-actions">
      {phase === 'paused' ? (
        <button type="button" className="primary" onClick={() => void run.resume()}>
          Resume
        </button>
      ) : (
        <button type="button" disabled={phase !== 'running'} onClick={() => void run.pause()}>
          Pause
        </button>
      )}
      <button type="button" disabled={ending} onClick={() => void run.stop()}>
        Stop and keep best
      </button>
      <button type="button" className="plain" disabled={phase === 'cancelling'} onClick={run.cancel}>
        Cancel
      </button>
    </div>
  );
}

function RunProgress() {
  const { run } = useApp();
  const progress = useSelect(run, (state) => state.progress);
  const phase = useSelect(run, (state) => state.phase);
  const epoch = useSelect(run, (state) => state.lastStep?.epoch);
  const state = STATE_WORDS[phase];
  return (
    <div className="run-progress">
      {state !== undefined && <strong className="run-state">{state}</strong>}
      <ProgressLine progress={progress} idle="Starting" />
      {epoch !== undefined && <span className="quiet figures run-epoch">epoch {epoch.toFixed(2)}</span>}
    </div>
  );
}

/** How the last run ended, or what the next one will be. */
function Outcome() {
  const { run } = useApp();
  const phase = useSelect(run, (state) => state.phase);
  const fault = useSelect(run, (state) => state.fault);
  const result = useSelect(run, (state) => state.result);
  const measured = useSelect(run, (state) => state.evaluations.length > 0);
  if (fault !== null)
    return (
      <div className="run-outcome">
        <FaultMessage fault={fault} after="Your data and the loaded model are untouched." />
      </div>
    );
  if (phase === 'cancelled')
    return <p className="run-outcome">Cancelled.{measured && ' The best weights so far can be exported.'}</p>;
  if (result === null) return <Plan />;
  return (
    <p className="run-outcome figures">
      <strong>Finished.</strong> {result.metric} {formatMetric(result.metrics[result.metric] ?? 0)}, change{' '}
      {formatDifference(result.delta.mean)}.{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          document.querySelector('section[aria-label="Evaluation"]')?.scrollIntoView({ block: 'start' });
        }}
      >
        See the result
      </button>
    </p>
  );
}

function Plan() {
  const { data, doctor, model, settings } = useApp();
  const read = useSelect(data, (state) => state.value?.rows);
  const used = useSelect(doctor, (state) => state.value?.used.rows);
  const rows = used ?? read;
  const name = useSelect(model, (state) => state.value?.name);
  const plan = useSelect(settings, (state) => planOf(state.settings));
  if (rows === undefined || name === undefined) return null;
  return (
    <p className="run-outcome small-text">
      <strong>{name}</strong> on {formatPlural(rows, 'row')}
      <span className="quiet"> · {plan}</span>
    </p>
  );
}
