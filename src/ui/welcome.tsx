import { useApp, useSelect } from './app-context';
import { TRAINING_INPUT } from './data-region';

/** What is seen before anything is loaded: what this is, the promise, and two ways to begin. */
export function Welcome() {
  const app = useApp();
  const ready = useSelect(app.device, (device) => device.value !== null);
  return (
    <div className="welcome">
      <h1>
        Train a search model on your own questions, <em>right here in this tab.</em>
      </h1>
      <p className="welcome-promise">Nothing leaves this machine: no upload, no account, no tracking.</p>
      <div className="welcome-actions">
        <button
          type="button"
          className="primary large"
          disabled={!ready}
          onClick={() => void app.trySample()}
        >
          Try the sample
        </button>
        <button
          type="button"
          className="large"
          onClick={() => {
            document.getElementById(TRAINING_INPUT)?.click();
          }}
        >
          Choose your file
        </button>
      </div>
      <p className="quiet">
        The sample is a small help centre for e-bikes: 260 training rows, 110 test questions, about a minute.
        Or drop a JSONL of triples anywhere on this page.
      </p>
    </div>
  );
}
