import { SETTINGS, SETTING_NAMES, type SettingName } from '../core/settings/settings';
import type { SettingGroup, Setting } from '../core/settings/setting';
import { isActive } from '../store/run-state';
import { useApp, useSelect } from './app-context';
import { Region } from './region';
import { RunBar } from './run-bar';
import { SettingList } from './setting-list';
import { StartButton } from './start-button';
import { useFirstVisit } from './use-first-visit';

const ADVANCED: readonly (readonly [string, SettingGroup])[] = [
  ['Optimisation', 'training'],
  ['Measuring', 'evaluation'],
  ['Device', 'device'],
];

export function TrainingRegion() {
  const app = useApp();
  const busy = useSelect(app.run, (run) => isActive(run.phase));
  const first = useFirstVisit();
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
      {first ? <StartButton hint="" /> : <RunBar />}
    </Region>
  );
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
