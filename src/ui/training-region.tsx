import { SETTINGS, SETTING_NAMES, type SettingName } from '../core/settings/settings';
import type { SettingGroup, Setting } from '../core/settings/setting';
import { isActive } from '../store/run-state';
import { startBlocker } from '../store/start-blocker';
import { useApp, useSelect } from './app-context';
import { FaultMessage } from './fault-message';
import { Region } from './region';
import { RunBar } from './run-bar';
import { SettingList } from './setting-list';

const ADVANCED: readonly (readonly [string, SettingGroup])[] = [
  ['Optimisation', 'training'],
  ['Measuring', 'evaluation'],
  ['Device', 'device'],
];

export function TrainingRegion() {
  const app = useApp();
  const busy = useSelect(app.run, (run) => isActive(run.phase));
  const fault = useSelect(app.run, (run) => run.fault);
  const phase = useSelect(app.run, (run) => run.phase);
  return (
    <Region name="Training" step={3}>
      <SettingList names={inGroup('training', false)} disabled={busy} />
      <details className="fold">
        <summary>More settings</summary>
        {ADVANCED.map(([title, group]) => (
          <fieldset key={group} className="group">
            <legend>{title}</legend>
            <SettingList names={inGroup(group, true)} disabled={busy} />
          </fieldset>
        ))}
        <button type="button" className="link" disabled={busy} onClick={app.settings.reset}>
          Back to the defaults
        </button>
      </details>
      <AddressProblems />
      {fault !== null && <FaultMessage fault={fault} after="Your data and the loaded model are untouched." />}
      {phase === 'cancelled' && (
        <p className="note" role="status">
          The run was cancelled and its weights were dropped.
        </p>
      )}
      <StartButton />
      <RunBar />
    </Region>
  );
}

function StartButton() {
  const app = useApp();
  const blocker = useBlocker();
  const again = useSelect(app.run, (run) => run.phase !== 'idle');
  if (useSelect(app.run, (run) => isActive(run.phase))) return null;
  return (
    <div className="start">
      <button
        type="button"
        className="primary large"
        disabled={blocker !== null}
        aria-describedby="start-hint"
        onClick={() => void app.start()}
      >
        Start training
      </button>
      <p id="start-hint" className="quiet small-text">
        {blocker ??
          (again ? 'Starts again from the loaded weights.' : 'Measures BM25 and the untouched model first.')}
      </p>
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
  useSelect(app.settings, (settings) => settings.drafts);
  return startBlocker(app);
}

/** Parameters of the address that were not understood. */
function AddressProblems() {
  const { settings } = useApp();
  const problems = useSelect(settings, (state) => state.problems);
  if (problems.length === 0) return null;
  return (
    <div className="note" role="status">
      <p>Not taken from the address:</p>
      <ul>
        {problems.map(({ name, reason }) => (
          <li key={name}>
            <code>{name}</code>: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function inGroup(group: SettingGroup, advanced: boolean): SettingName[] {
  return SETTING_NAMES.filter((name) => {
    const setting: Setting = SETTINGS[name];
    return setting.group === group && (setting.advanced === true) === advanced;
  });
}
