import type { Client } from '../client/client';
import { isSettingName } from '../core/settings/parse-settings';
import { POCKET_OVERRIDES, SETTINGS } from '../core/settings/settings';
import { followTraining } from './alignment-start';
import { followAlignment } from './alignment-store';
import type { Stores } from './app';
import { forgetEarlierComparisons } from './comparison-store';
import { keepChecksFresh } from './doctor-store';
import { followResults } from './inspect-store';
import { forgetEarlierTests } from './llm-store';
import { forgetEarlierMaps } from './map-store';
import { forgetEarlierMining } from './mining-store';
import { openData } from './open-data';
import { isActive } from './run-state';
import { followRuns } from './runs-store';
import { keepSourceFitting } from './synthesis/keep-source-fitting';

/** What follows from changes of state, whoever made them. */
export function keepInStep(client: Client, stores: Stores): void {
  followResults(stores);
  followRuns(stores);
  followAlignment(stores);
  followTraining(client, stores);
  forgetEarlierMaps(stores);
  keepDataRead(stores);
  keepLengthsFresh(stores);
  keepChecksFresh(stores);
  forgetEarlierComparisons(stores);
  forgetEarlierTests(stores);
  forgetEarlierMining(stores);
  keepDeviceChosen(stores);
  forgetFiguresOfOtherModels(stores);
  suggestForModel(stores);
  markFiguresOfEarlierData(stores);
  keepSourceFitting(stores.settings);
}

/** Reads the training data again when a setting of how they are read has changed. */
function keepDataRead(stores: Stores): void {
  const { settings, mappings } = stores;
  settings.subscribe(({ settings: now }, { settings: before }) => {
    const { source } = mappings.getState();
    if (now.otherLayouts !== before.otherLayouts && source !== null) void openData(stores, source);
  });
}

/** Figures of a run stay when other data are opened, but are marked as such; a failure on them is over. */
function markFiguresOfEarlierData({ data, evaluationData, run }: Stores): void {
  const mark = (state: { readonly value: unknown }, before: { readonly value: unknown }): void => {
    const { phase, result } = run.getState();
    if (state.value === before.value || isActive(phase)) return;
    if (phase === 'failed') run.reset();
    else if (result !== null) run.setState({ ofEarlierData: true });
  };
  data.subscribe(mark);
  evaluationData.subscribe(mark);
}

/** Suggests the step sizes and the length of training that suit the opened model; what the person chose stays. */
function suggestForModel({ model, settings }: Stores): void {
  model.subscribe(({ value }, before) => {
    if (value === null || value === before.value) return;
    const usual = Object.fromEntries(
      Object.keys(POCKET_OVERRIDES)
        .filter(isSettingName)
        .map((name) => [name, SETTINGS[name].default]),
    );
    settings.suggest(value.name === 'pocket' ? POCKET_OVERRIDES : usual);
  });
}

/** Measures the token lengths again whenever the data, the model or a setting they depend on has changed. */
function keepLengthsFresh({ settings, data, model, lengths, run }: Stores): void {
  let measured: readonly unknown[] = [];
  const check = (): void => {
    const { value: report } = data.getState();
    const { value: opened } = model.getState();
    if (report === null || opened === null || isActive(run.getState().phase)) return;
    const now = settings.getState().settings;
    const inputs = [report, opened, now.maxLength, now.queryPrompt, now.passagePrompt, now.titles];
    const same = inputs.every((input, i) => input === measured[i]);
    if (same && lengths.getState().status !== 'cancelled') return; // a run cancels a measurement under way
    measured = inputs;
    void lengths.open(now);
  };
  data.subscribe(check);
  model.subscribe(check);
  settings.subscribe(check);
  run.subscribe((state, before) => {
    if (state.phase !== before.phase) check();
  });
}

/** Opens another backend as soon as it is asked for, so that the header tells whether it works. */
function keepDeviceChosen({ settings, device }: Stores): void {
  settings.subscribe(({ settings: now }, { settings: before }) => {
    if (now.backend !== before.backend) void device.open(now.backend);
  });
}

/** A model that was opened takes the place of the trained weights in the engine, so their figures go too. */
function forgetFiguresOfOtherModels({ model, run, assessment, weights, records, inspect }: Stores): void {
  model.subscribe((state, before) => {
    if (before.status !== 'opening' || state.status !== 'ready') return;
    run.reset();
    for (const store of [assessment, weights, records]) store.clear();
    inspect.forget();
  });
}
