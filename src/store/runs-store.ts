import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { SettingProblem } from '../core/settings/parse-settings';
import type { OutputFile } from '../engine/protocol/results';
import type {
  RunChange,
  RunSummary,
  StoredComparison,
  StoredComparisonRequest,
  StoredRun,
} from '../engine/protocol/stored-runs';
import { toFault, type Fault } from './fault';
import { createResourceStore, type ResourceStore } from './resource-store';
import { isActive, type RunPhase } from './run-state';
import type { SettingsStore } from './settings-store';

/** Runs compared at once: as many as there are colours to tell them apart. */
export const MOST_COMPARED = 6;

export interface RunsState {
  /** Newest first; null until it was read. */
  readonly list: readonly RunSummary[] | null;
  /** What went wrong last. */
  readonly fault: Fault | null;
  /** Ids of those to compare, in the order in which they were picked. */
  readonly picked: readonly string[];
  /** The run deleted last, which can be put back. */
  readonly removed: StoredRun | null;
  /** The run whose settings were put into the form, and those that could not be used. */
  readonly again: { readonly run: RunSummary; readonly problems: readonly SettingProblem[] } | null;
}

/** The runs that the browser keeps. */
export interface RunsStore extends StoreApi<RunsState> {
  readonly comparison: ResourceStore<StoredComparisonRequest, StoredComparison>;
  readonly file: ResourceStore<null, OutputFile>;
  load(): Promise<void>;
  /** Picks a run for comparison, or no longer; from two on they are compared. */
  pick(id: string, picked: boolean): Promise<void>;
  /** Compares the picked runs on another set or by another metric. */
  compareBy(change: { readonly set?: string; readonly metric?: string }): Promise<void>;
  change(id: string, change: RunChange): Promise<void>;
  /** `undo` puts the run back. */
  remove(id: string): Promise<void>;
  undo(): Promise<void>;
  /** Puts a run's settings into the form; starts nothing. */
  takeSettings(run: RunSummary): void;
}

export function createRunsStore(client: Client, settings: SettingsStore): RunsStore {
  const store = createStore<RunsState>(() => ({
    list: null,
    fault: null,
    picked: [],
    removed: null,
    again: null,
  }));
  const { comparison, compare } = createComparison(client, () => store.getState().picked);
  const file = createResourceStore(client, (_: null, options) => client.call('exportRuns', {}, options));

  /** Shows what a command answers; a failure leaves the list as it is. */
  const update = async (command: () => Promise<Partial<RunsState>>): Promise<void> => {
    try {
      const { picked } = store.getState();
      store.setState((state) => ({ ...state, fault: null }));
      const change = await command();
      store.setState((state) => withoutMissing({ ...state, ...change }));
      if (store.getState().picked.length !== picked.length) await compare();
    } catch (error) {
      store.setState({ fault: toFault(error) });
    }
  };
  return {
    ...store,
    comparison,
    file,
    load: () => update(async () => ({ list: await client.call('listRuns', {}) })),
    pick: async (id, wanted) => {
      const others = store.getState().picked.filter((one) => one !== id);
      if (wanted && others.length >= MOST_COMPARED) return;
      store.setState({ picked: wanted ? [...others, id] : others });
      await compare();
    },
    compareBy: compare,
    change: (id, change) => update(async () => ({ list: await client.call('changeRun', { id, change }) })),
    remove: (id) =>
      update(async () => {
        const { removed, runs } = await client.call('deleteRun', { id });
        return { removed, list: runs };
      }),
    undo: async () => {
      const { removed } = store.getState();
      if (removed === null) return;
      await update(async () => ({
        list: await client.call('restoreRun', { run: removed }),
        removed: null,
      }));
    },
    takeSettings: (run) => {
      store.setState({ again: { run, problems: settings.take(run.settings) } });
    },
  };
}

/** Compares the picked runs, on the set and by the metric of the last time where nothing else is said. */
function createComparison(client: Client, picked: () => readonly string[]) {
  const comparison = createResourceStore(client, (request: StoredComparisonRequest, options) =>
    client.call('compareStoredRuns', request, options),
  );
  const compare = async (change: { readonly set?: string; readonly metric?: string } = {}): Promise<void> => {
    const ids = picked();
    if (ids.length < 2) {
      comparison.clear();
      return;
    }
    const { set = '', metric = '' } = { ...comparison.getState().source, ...change };
    await comparison.open({ ids, set, metric });
  };
  return { comparison, compare };
}

/** Runs that are gone, here or in another tab, are picked no longer. */
function withoutMissing(state: RunsState): RunsState {
  const ids = new Set(state.list?.map(({ id }) => id));
  const picked = state.picked.filter((id) => ids.has(id));
  return picked.length === state.picked.length ? state : { ...state, picked };
}

/** Reads the list again when a run is over; forgets whose settings the form has when the next one starts. */
export function followRuns({
  run,
  runs,
}: {
  readonly run: Pick<StoreApi<{ readonly phase: RunPhase }>, 'subscribe'>;
  readonly runs: RunsStore;
}): void {
  run.subscribe(({ phase }, before) => {
    if (isActive(phase) === isActive(before.phase)) return;
    if (isActive(phase)) runs.setState({ again: null });
    else void runs.load();
  });
}
