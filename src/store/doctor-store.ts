import type { Client } from '../client/client';
import { FIXES, formatFixes, parseFixes, type FixName } from '../core/doctor/fixes';
import type { Settings } from '../core/settings/settings';
import type { DoctorReport } from '../engine/protocol/doctor';
import type { App } from './app';
import { createResourceStore, type ResourceStore } from './resource-store';
import { isActive } from './run-state';

/** What the checks of the training data say; made anew by itself. */
export type DoctorStore = ResourceStore<Settings, DoctorReport>;

export function createDoctorStore(client: Client): DoctorStore {
  return createResourceStore(client, (settings: Settings, options) =>
    client.call('checkData', { settings }, options),
  );
}

type Followed = Pick<App, 'settings' | 'data' | 'evaluationData' | 'model' | 'run' | 'doctor'>;

/** Checks again whenever the data, an evaluation set, the model or a setting that the checks depend on has changed. */
export function keepChecksFresh({ settings, data, evaluationData, model, run, doctor }: Followed): void {
  let checked: readonly unknown[] = [];
  const check = (): void => {
    const [training, sets, folder] = [data.getState(), evaluationData.getState(), model.getState()];
    if (training.value === null || training.status === 'opening' || isActive(run.getState().phase)) return;
    // Each set that is opened changes the answer.
    if (sets.status === 'opening') return;
    const now = settings.getState().settings;
    const inputs = [
      training.value,
      sets.value,
      folder.value,
      now.fixes,
      now.maxLength,
      now.queryPrompt,
      now.passagePrompt,
    ];
    if (inputs.every((input, i) => input === checked[i])) return;
    if (training.value !== checked[0]) doctor.clear();
    checked = inputs;
    void doctor.open(now);
  };
  data.subscribe(check);
  evaluationData.subscribe(check);
  model.subscribe(check);
  settings.subscribe(check);
  run.subscribe((state, before) => {
    if (state.phase !== before.phase) check();
  });
}

/** Applies a fix, or takes it back. */
export function toggleFix({ settings }: Pick<App, 'settings'>, name: FixName): void {
  const applied = parseFixes(settings.getState().settings.fixes);
  const others = applied.filter((other) => other !== name);
  settings.edit('fixes', formatFixes(applied.includes(name) ? others : [...applied, name]));
}

/** Fixes of errors and warnings that were found and are not applied yet. */
export function fixesToOffer({ findings, fixes }: Pick<DoctorReport, 'findings' | 'fixes'>): FixName[] {
  return findings.flatMap(({ fix }) =>
    fix === null || fix === 'always' || !FIXES[fix].inAll || fixes.includes(fix) ? [] : [fix],
  );
}

/** Applies several fixes beside those that are applied. */
export function applyFixes({ settings }: Pick<App, 'settings'>, names: readonly FixName[]): void {
  const applied = parseFixes(settings.getState().settings.fixes);
  settings.edit('fixes', formatFixes([...applied, ...names]));
}

/** Takes all fixes back. */
export function undoFixes({ settings }: Pick<App, 'settings'>): void {
  settings.edit('fixes', '');
}
