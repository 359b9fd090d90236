import { useState, type SubmitEvent } from 'react';
import { differingSettings } from '../../core/stored-runs/differing-settings';
import { defaultSettings, SETTING_NAMES } from '../../core/settings/settings';
import type { RunSummary } from '../../engine/protocol/stored-runs';
import { formatCount, formatDuration, formatMetric } from '../../store/format-value';
import { useApp } from '../app-context';
import { useBusy } from '../use-busy';

/** What else is known of a run, and what can be done with it. */
export function RunDetails({ run }: { run: RunSummary }) {
  const { runs } = useApp();
  const busy = useBusy();
  return (
    <div className="stack-small">
      <div className="run-actions">
        <button
          type="button"
          className="small"
          disabled={busy}
          title={busy ? 'Not while a run is under way' : 'Puts them into the form of step 3'}
          onClick={() => {
            runs.takeSettings(run);
          }}
        >
          Start again with these settings
        </button>
        <button
          type="button"
          className="small"
          aria-pressed={run.pinned}
          onClick={() => void runs.change(run.id, { pinned: !run.pinned })}
        >
          {run.pinned ? 'Unpin' : 'Pin'}
        </button>
        <button type="button" className="small" onClick={() => void runs.remove(run.id)}>
          Delete
        </button>
      </div>
      <Rename run={run} />
      <Facts run={run} />
      {run.notes.length > 0 && (
        <ul className="notes">
          {run.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Rename({ run }: { run: RunSummary }) {
  const { runs } = useApp();
  const [name, setName] = useState(run.name);
  const wanted = name.trim();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (wanted !== '' && wanted !== run.name) void runs.change(run.id, { name: wanted });
  };
  return (
    <form className="run-rename" onSubmit={submit}>
      <label className="field">
        <span>Name</span>
        <input
          type="text"
          value={name}
          maxLength={120}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </label>
      <button type="submit" className="small" disabled={wanted === '' || wanted === run.name}>
        Rename
      </button>
    </form>
  );
}

function Facts({ run }: { run: RunSummary }) {
  const { dev, data, versions } = run;
  const changed = differingSettings([run, { settings: DEFAULTS }]).map(
    ({ label, values: [value] }) => `${label}: ${value === '' ? 'none' : (value ?? 'default')}`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['Settings', changed.length === 0 ? 'all at their defaults' : changed.join('; ')],
    ['Length', `${formatCount(run.steps)} steps in ${formatDuration(run.seconds)} on ${run.backend}`],
    ['Weights', `of step ${formatCount(run.bestStep)}; not stored here`],
    [
      'Curve',
      `${dev.name}, ${formatCount(dev.queries)} questions: ${dev.kept === null ? 'not measured there' : formatMetric(dev.kept.mean)}`,
    ],
    ['Data', data.hash === '' ? 'no fingerprint' : `fingerprint ${data.hash.slice(0, 16)}`],
    [
      'Versions',
      Object.entries(versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, String(defaultSettings()[name])]),
);
