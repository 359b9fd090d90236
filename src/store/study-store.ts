import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { isCancelled } from '../client/engine-error';
import type { Settings } from '../core/settings/settings';
import type { StudyTable } from '../core/study/study-table';
import type { EngineEvent, ProgressEvent } from '../engine/protocol/events';
import type { OutputFile } from '../engine/protocol/results';
import type { StudyPlan, StudyReport } from '../engine/protocol/study';
import { createEventBatch } from './event-batch';
import { toFault, type Fault } from './fault';
import { createResourceStore, type ResourceStore } from './resource-store';

/** Milliseconds between two updates of the page while a study goes on. */
const UPDATE_INTERVAL = 250;

export interface StudyState {
  readonly phase: 'idle' | 'running' | 'cancelling' | 'finished' | 'cancelled' | 'failed';
  readonly progress: ProgressEvent | null;
  /** Cells that are there, of all. */
  readonly done: number;
  readonly total: number;
  /** So far; null before the first. */
  readonly table: StudyTable | null;
  readonly report: StudyReport | null;
  readonly notes: readonly string[];
  readonly fault: Fault | null;
}

/** A grid of variants with several seeds: its plan, its course and its table. */
export interface StudyStore extends StoreApi<StudyState> {
  readonly plan: ResourceStore<Settings, StudyPlan>;
  readonly files: ResourceStore<null, readonly OutputFile[]>;
  /** Starts, or goes on: what is stored is not computed again. Settles when the study is over, however it ended. */
  start(settings: Settings): Promise<void>;
  /** Finished cells stay. */
  cancel(): void;
  /** Compares the rows with this one. */
  compareWith(row: string): Promise<void>;
  /** Forgets all stored cells. */
  forget(): Promise<void>;
}

const IDLE: StudyState = {
  phase: 'idle',
  progress: null,
  done: 0,
  total: 0,
  table: null,
  report: null,
  notes: [],
  fault: null,
};

/** From the start of a study until the engine has answered. */
export function isStudying({ phase }: Pick<StudyState, 'phase'>): boolean {
  return phase === 'running' || phase === 'cancelling';
}

export function createStudyStore(client: Client): StudyStore {
  const store = createStore<StudyState>(() => IDLE);
  const plan = createResourceStore(client, (settings: Settings, options) =>
    client.call('estimateStudy', { settings }, options),
  );
  const files = createResourceStore(client, (_: null, options) =>
    client.call('exportStudy', { sources: null }, options),
  );
  /** Does what may fail without ending a study. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      store.setState({ fault: toFault(error) });
    }
  };
  return {
    ...store,
    plan,
    files,
    ...createCourse(client, { store, plan, files }),
    compareWith: (row) =>
      attempt(async () => {
        store.setState({ table: await client.call('studyTable', { reference: row }), fault: null });
        if (files.getState().value !== null) await files.open(null);
      }),
    forget: () =>
      attempt(async () => {
        await client.call('clearStudy', {});
        store.setState(IDLE, true);
        plan.clear();
        files.clear();
      }),
  };
}

/** Starting and cancelling. */
function createCourse(
  client: Client,
  { store, plan, files }: Pick<StudyStore, 'plan' | 'files'> & { readonly store: StoreApi<StudyState> },
): Pick<StudyStore, 'start' | 'cancel'> {
  let current: AbortController | undefined;
  return {
    start: async (settings) => {
      if (isStudying(store.getState())) return;
      const mine = new AbortController();
      current = mine;
      plan.clear();
      files.clear();
      store.setState({ ...IDLE, phase: 'running' }, true);
      const batch = createEventBatch<EngineEvent>((events) => {
        store.setState((state) => events.reduce(reduceStudy, state));
      }, UPDATE_INTERVAL);
      try {
        const options = { signal: mine.signal, onEvent: batch.add };
        const report = await client.call('study', { settings, cells: [] }, options);
        batch.flush();
        store.setState({ phase: 'finished', report, table: report.table, progress: null });
        await files.open(null);
      } catch (error) {
        batch.flush();
        if (isCancelled(error)) store.setState({ phase: 'cancelled', progress: null });
        else store.setState({ phase: 'failed', progress: null, fault: toFault(error) });
      }
    },
    cancel: () => {
      if (store.getState().phase !== 'running') return;
      store.setState({ phase: 'cancelling' });
      current?.abort();
    },
  };
}

/** Only what a study says; its runs say nothing else. */
function reduceStudy(state: StudyState, event: EngineEvent): StudyState {
  if (event.kind === 'progress') return { ...state, progress: event };
  if (event.kind === 'note') return { ...state, notes: [...state.notes, event.text] };
  if (event.kind === 'study') return { ...state, done: event.done, total: event.total, table: event.table };
  return state;
}
