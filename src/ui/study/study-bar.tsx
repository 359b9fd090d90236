import { useApp, useSelect } from '../app-context';
import { AskFirst } from '../ask-first';
import { ProgressLine } from '../opening';
import { useKeptFocus } from '../use-kept-focus';
import { useStudyBlocker } from './use-study-blocker';

/** Start, go on, cancel; how far the study is and how long all its cells still take. */
export function StudyBar() {
  const app = useApp();
  const { study } = app;
  const phase = useSelect(study, (state) => state.phase);
  const progress = useSelect(study, (state) => state.progress);
  const stored = useSelect(study.plan, (plan) => plan.value?.cells.some((cell) => cell.stored) ?? false);
  const blocker = useStudyBlocker();
  const focus = useKeptFocus<HTMLDivElement>(phase);
  if (phase === 'running' || phase === 'cancelling')
    return (
      <div className="study-bar" {...focus}>
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
    <div className="study-bar" {...focus}>
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
        <AskFirst
          label="Forget stored cells"
          loss="Every finished cell, of this study and of others, will be gone and would have to be trained again."
          keep="Keep them"
          go="Forget them"
          disabled={blocker !== null}
          onGo={() => void study.forget()}
        />
      </div>
      {blocker !== null && <p className="quiet small-text">{blocker}</p>}
      {phase === 'cancelled' && (
        <p className="quiet" role="status">
          Cancelled. Every finished cell is kept.
        </p>
      )}
    </div>
  );
}
