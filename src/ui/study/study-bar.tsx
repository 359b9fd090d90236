import { useApp, useSelect } from '../app-context';
import { ProgressLine } from '../opening';
import { useStudyBlocker } from './use-study-blocker';

/** Start, go on, cancel; how far the study is and how long all its cells still take. */
export function StudyBar() {
  const app = useApp();
  const { study } = app;
  const phase = useSelect(study, (state) => state.phase);
  const progress = useSelect(study, (state) => state.progress);
  const stored = useSelect(study.plan, (plan) => plan.value?.cells.some((cell) => cell.stored) ?? false);
  const blocker = useStudyBlocker();
  if (phase === 'running' || phase === 'cancelling')
    return (
      <div className="study-bar">
        <ProgressLine progress={progress} idle="Looking at the data" />
        <button type="button" disabled={phase === 'cancelling'} onClick={study.cancel}>
          {phase === 'cancelling' ? 'Cancelling' : 'Cancel'}
        </button>
        <p className="quiet small-text">
          Finished cells are kept in this browser: after a cancel, a crash or a reload the study goes on where
          it stopped.
        </p>
      </div>
    );
  const again = stored || phase === 'cancelled' || phase === 'failed';
  return (
    <div className="study-bar">
      <div className="run-actions">
        <button
          type="button"
          className="primary"
          disabled={blocker !== null}
          aria-describedby="study-blocker"
          onClick={() => void app.startStudy()}
        >
          {again ? 'Go on with the study' : 'Start the study'}
        </button>
        <button
          type="button"
          className="plain"
          disabled={blocker !== null}
          onClick={() => void study.forget()}
        >
          Forget stored cells
        </button>
      </div>
      {phase === 'cancelled' && (
        <p className="quiet" role="status">
          Cancelled. Every finished cell is kept.
        </p>
      )}
    </div>
  );
}
