import { useApp, useSelect } from './app-context';
import { HelpButton } from './help';
import { ThemeButton } from './theme-button';

export function Header() {
  return (
    <header className="top">
      <span className="brand">
        <img src="/favicon.svg" alt="" width="24" height="24" />
        Kennel
      </span>
      <DevicePill />
      <span className="top-actions">
        <ThemeButton />
        <HelpButton />
      </span>
    </header>
  );
}

/** Where the numbers are computed, and why not on something faster. */
function DevicePill() {
  const { device } = useApp();
  const { status, value, fault } = useSelect(device, (state) => state);
  const tone = status === 'failed' ? 'pill pill-bad' : value === null ? 'pill pill-wait' : 'pill';
  return (
    <p className={tone} role="status" aria-label="Device">
      <span className="pill-dot" aria-hidden="true" />
      {status === 'failed' && <span>No engine: {fault?.message}</span>}
      {status !== 'failed' && value === null && <span>Starting the engine</span>}
      {status !== 'failed' && value !== null && (
        <span>
          {value.label}
          {value.reason !== '' && <span className="pill-reason"> – {value.reason}</span>}
        </span>
      )}
    </p>
  );
}
