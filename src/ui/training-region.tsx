import { SETTINGS, SETTING_NAMES, type SettingName } from '../core/settings/settings';
import type { SettingGroup, Setting } from '../core/settings/setting';
import { planOf } from '../store/plan-of';
import { useApp, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { Fold } from './fold';
import { MemoryNote } from './memory-note';
import { RunBar } from './run-bar';
import { SettingList } from './setting-list';
import { SetupRegion } from './setup-region';
import { StartButton } from './start-button';
import { useFirstVisit } from './use-first-visit';

const ADVANCED: readonly (readonly [string, SettingGroup])[] = [
  ['Optimisation', 'training'],
  ['Measuring', 'evaluation'],
  ['Device', 'device'],
];

export function TrainingRegion() {
  const app = useApp();
  const busy = useBusy();
  const first = useFirstVisit();
  return (
    <SetupRegion
      name="Training"
      step={3}
      summary={<Summary />}
      footer={first ? <StartButton hint="" /> : <RunBar />}
    >
      <SettingList names={inGroup('training', false)} disabled={busy} />
      <Fold summary="More settings">
        {ADVANCED.map(([title, group]) => (
          <fieldset key={group} className="group">
            <legend>{title}</legend>
            <SettingList names={inGroup(group, true)} disabled={busy} />
          </fieldset>
        ))}
        <button type="button" className="link" disabled={busy} onClick={app.settings.reset}>
          Back to the defaults
        </button>
      </Fold>
      <MemoryNote />
      <AddressProblems />
    </SetupRegion>
  );
}

function Summary() {
  return planOf(useSelect(useApp().settings, (state) => state.settings));
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
