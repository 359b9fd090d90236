import { useId } from 'react';
import { startBlocker } from '../store/start-blocker';
import { useApp, useSelect } from './app-context';

/** Starts a run, or says why that is not possible yet. `hint` is shown when it is. */
export function StartButton({ hint }: { hint: string }) {
  const app = useApp();
  const blocker = useBlocker();
  const hintId = useId();
  return (
    <div className="start">
      <p id={hintId} className="quiet small-text">
        {blocker ?? hint}
      </p>
      <button
        type="button"
        className="primary large"
        disabled={blocker !== null}
        aria-describedby={hintId}
        onClick={() => void app.start()}
      >
        Start training
      </button>
    </div>
  );
}

/** Why training cannot start, following every store the answer depends on. */
function useBlocker(): string | null {
  const app = useApp();
  useSelect(app.device, (device) => device.status);
  useSelect(app.data, (data) => data.status);
  useSelect(app.evaluationData, (data) => data.status);
  useSelect(app.model, (model) => model.status);
  useSelect(app.run, (run) => run.phase);
  useSelect(app.study, (study) => study.phase);
  useSelect(app.settings, (settings) => settings.drafts);
  return startBlocker(app);
}
