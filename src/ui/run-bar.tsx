import { announcement } from '../store/announcement';
import { isActive, type RunPhase } from '../store/run-state';
import { useApp, useSelect } from './app-context';
import { ProgressLine } from './opening';

const STATE_WORDS: Readonly<Partial<Record<RunPhase, string>>> = {
  paused: 'Paused',
  stopping: 'Stopping, keeping the best weights',
  cancelling: 'Cancelling',
};

/** Stays in view while a run goes on: progress, time left and what can be done about it. */
export function RunBar() {
  const { run } = useApp();
  const phase = useSelect(run, (state) => state.phase);
  const spoken = useSelect(run, announcement);
  const active = isActive(phase);
  return (
    <>
      <p className="hidden" role="status">
        {spoken}
      </p>
      {active && (
        <div className="run-bar">
          <RunProgress />
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
            <button
              type="button"
              disabled={phase === 'stopping' || phase === 'cancelling'}
              onClick={() => void run.stop()}
            >
              Stop and keep best
            </button>
            <button type="button" className="plain" disabled={phase === 'cancelling'} onClick={run.cancel}>
              Cancel
            </button>
          </div>
        </div>
      )}
    </>
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
