import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type { AlignmentStage } from '../engine/protocol/alignment';
import type { DataSource, TrainingDataReport } from '../engine/protocol/data';
import type { RunResult } from '../engine/protocol/results';
import { NOTHING_TRAINED, type AlignmentStart } from './alignment-start';
import type { App } from './app';
import { toFault, type Fault } from './fault';
import {
  createPreferencesStore,
  refreshPreferences,
  type PreferencesSource,
  type PreferencesStore,
} from './preferences-store';
import { isActive } from './run-state';

export interface AlignmentState {
  /** The last alignment; null before any, and when its model is gone. */
  readonly last: RunResult | null;
  /** The last alignment did not come to its end, but left its best weights. */
  readonly broken: boolean;
  /** Which of the two models is in use. */
  readonly using: AlignmentStage;
  readonly start: AlignmentStart;
  readonly fault: Fault | null;
}

export interface AlignmentStore extends StoreApi<AlignmentState> {
  readonly preferences: PreferencesStore;
  /** What would be trained on now: of the preferences that `from` has put into the engine, or of those before. */
  refresh(settings: Settings, from?: PreferencesSource): Promise<void>;
  /** Looks whether what was trained here is gone with a crash; true where that was not known yet. */
  noticeLoss(): boolean;
}

const NONE: AlignmentState = {
  last: null,
  broken: false,
  using: 'aligned',
  start: NOTHING_TRAINED,
  fault: null,
};

export function createAlignmentStore(client: Client): AlignmentStore {
  const store = createStore<AlignmentState>(() => NONE);
  const preferences = createPreferencesStore(client, (fault) => {
    store.setState({ fault });
  });
  return {
    ...store,
    preferences,
    noticeLoss: () => {
      const { start, last, broken } = store.getState();
      const any = start.trained !== null || last !== null || broken;
      if (!any || start.lost || start.generation === client.generation()) return false;
      store.setState({ start: { ...start, lost: true } });
      return true;
    },
    refresh: async (settings, from) => {
      try {
        await refreshPreferences(client, preferences, { settings, from });
      } catch (error) {
        store.setState({ fault: toFault(error) });
      }
    },
  };
}

type Followed = Pick<App, 'alignment' | 'settings' | 'data' | 'evaluationData' | 'judging' | 'run'>;

/** Keeps the report of the preferences true, and the last alignment. */
export function followAlignment(stores: Followed): void {
  const { alignment, settings, data, evaluationData, judging, run } = stores;
  const refresh = (from?: PreferencesSource): void =>
    void alignment.refresh(settings.getState().settings, from);
  data.subscribe((state, before) => {
    if (state.value === before.value || state.value === null) return;
    const own = alignment.preferences.getState().source?.kind === 'training';
    // After a crash the data come back, and others than their preferences may have been in use.
    const restored = state.source === before.source && state.generation !== before.generation;
    if (!holdsPreferences(state.value) || (restored && !own)) refresh();
    else refresh({ kind: 'training', settings: settings.getState().settings });
  });
  evaluationData.subscribe((state, before) => {
    if (state.value !== before.value && state.value !== null) refresh();
  });
  judging.used.subscribe((state, before) => {
    if (state.value !== before.value && state.value !== null && state.source !== null)
      refresh({ kind: 'judged', settings: state.source });
  });
  settings.subscribe(({ settings: now }, { settings: before }) => {
    const same = now.alignTies === before.alignTies && now.alignLists === before.alignLists;
    if (!same && alignment.preferences.getState().value !== null) refresh();
  });
  run.subscribe(({ phase, result }, before) => {
    if (result !== null && result !== before.result && result.alignment !== undefined)
      alignment.setState({ last: result, broken: false, using: 'aligned', fault: null });
    if (isActive(phase) && !isActive(before.phase)) alignment.setState({ fault: null });
  });
}

function holdsPreferences({ files }: TrainingDataReport): boolean {
  return files.some(({ format }) => format === 'preferences');
}

type Needed = Pick<
  App,
  | 'alignment'
  | 'settings'
  | 'device'
  | 'data'
  | 'model'
  | 'run'
  | 'assessment'
  | 'weights'
  | 'records'
  | 'inspect'
>;

export interface AlignmentActions {
  openPreferences(source: DataSource): Promise<void>;
  /** Puts the model before the last alignment in the place of the one after it, or the other way round. */
  rollBack(to: AlignmentStage): Promise<void>;
}

export function createAlignmentActions(client: Client, stores: Needed): AlignmentActions {
  const { alignment, settings, run, assessment, weights, records, inspect } = stores;
  return {
    openPreferences: async (source) => {
      await alignment.preferences.open({ kind: 'files', source, settings: settings.getState().settings });
    },
    rollBack: async (to) => {
      try {
        const result = await client.call('rollBack', { to });
        for (const store of [assessment, weights, records]) store.clear();
        inspect.forget();
        if (result === null) run.reset();
        else run.setState({ result });
        alignment.setState({ using: to, fault: null });
        if (result !== null) await records.open(null);
      } catch (error) {
        alignment.setState({ fault: toFault(error) });
      }
    },
  };
}

/** Why an alignment cannot start now; null when it can. */
export function alignmentBlocker({ run, device, model, settings, alignment }: Needed): string | null {
  if (isActive(run.getState().phase)) return 'A run is under way.';
  if (device.getState().value === null) return 'The engine is not ready.';
  if (model.getState().value === null) return 'Load a model first.';
  const { value, status } = alignment.preferences.getState();
  if (status === 'opening') return 'Preferences are still being read.';
  if (value === null) return 'Open preferences first, or judge pairs and press "Use these verdicts".';
  if (value.counts.rows === 0) return 'None of the preferences can be trained on.';
  return Object.keys(settings.getState().drafts).length > 0 ? 'Correct the marked settings first.' : null;
}
