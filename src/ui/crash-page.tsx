import { useState } from 'react';
import { useApp } from './app-context';
import { unsavedWork } from '../store/unsaved-work';

const AT_STAKE = {
  run: 'Training goes on behind it.',
  weights: 'The trained weights are still there.',
} as const;

/** What stands in place of a page that could not be drawn. The engine and the state of the run lie outside of it. */
export function CrashPage({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const atStake = unsavedWork(useApp());
  const details = detailsOf(error);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(details);
      setCopied('yes');
    } catch {
      setCopied('no');
    }
  };
  return (
    <main className="crash" role="alert">
      <h1>This page could not be drawn</h1>
      <p>
        Something in Kennel failed: <strong>{error.message}</strong>
      </p>
      {atStake !== null && (
        <p>{AT_STAKE[atStake]} Try to show the page again first; reloading would lose that.</p>
      )}
      <div className="run-actions">
        <button type="button" className="primary" onClick={onAgain}>
          Show the page again
        </button>
        <button type="button" onClick={() => void copy()}>
          Copy details
        </button>
        <button
          type="button"
          onClick={() => {
            location.reload();
          }}
        >
          Reload
        </button>
      </div>
      <p role="status" className="quiet small-text">
        {copied === 'yes' && 'Copied.'}
        {copied === 'no' && 'The browser did not allow copying; the details are below.'}
      </p>
      <pre tabIndex={0} aria-label="Details">
        {details}
      </pre>
    </main>
  );
}

/** For a bug report. The address is left out: its settings may name a private model. */
function detailsOf(error: Error): string {
  return [error.stack ?? error.message, navigator.userAgent].join('\n\n');
}
