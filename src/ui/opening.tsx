import { formatDuration, formatBytes, formatCount } from '../store/format-value';
import type { ProgressEvent } from '../engine/protocol/events';
import type { Resource, ResourceStore } from '../store/resource-store';
import { useSelect } from './app-context';
import { FaultMessage } from './fault-message';

/** Progress, cancel and error of something being opened; nothing while it rests. */
export function Opening<S, V>({ store, what }: { store: ResourceStore<S, V>; what: string }) {
  const status = useSelect(store, (state) => state.status);
  const progress = useSelect(store, (state) => state.progress);
  const fault = useSelect(store, (state) => state.fault);
  const kept = useSelect(store, (state: Resource<S, V>) => state.value !== null);
  if (status === 'opening')
    return (
      <div className="opening">
        <ProgressLine progress={progress} idle={what} />
        <button type="button" className="small" onClick={store.cancel}>
          Cancel
        </button>
      </div>
    );
  if (status === 'failed' && fault !== null)
    return (
      <FaultMessage fault={fault} {...(kept ? { after: 'What was loaded before is still there.' } : {})} />
    );
  if (status === 'cancelled')
    return (
      <p className="quiet" role="status">
        Cancelled.
      </p>
    );
  return null;
}

/** What is done now, how far it is, how long it still takes. */
export function ProgressLine({ progress, idle }: { progress: ProgressEvent | null; idle: string }) {
  const phase = progress?.phase ?? idle;
  const known = progress !== null && progress.total > 0;
  return (
    <div className="progress-line">
      <span>
        {phase}
        {progress?.secondsLeft !== undefined && (
          <span className="quiet"> · {formatDuration(progress.secondsLeft)} left</span>
        )}
      </span>
      {progress !== null && <span className="quiet figures">{amount(progress)}</span>}
      {known ? (
        <progress aria-label={phase} max={progress.total} value={progress.done} />
      ) : (
        <progress aria-label={phase} />
      )}
    </div>
  );
}

function amount({ done, total, unit }: ProgressEvent): string {
  const say = unit === 'bytes' ? formatBytes : formatCount;
  const suffix = unit === 'bytes' ? '' : ` ${unit}`;
  return total > 0 ? `${say(done)} of ${say(total)}${suffix}` : `${say(done)}${suffix}`;
}
