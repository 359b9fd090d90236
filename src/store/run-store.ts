import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { isCancelled } from '../client/engine-error';
import { systemNames, type SystemNames } from '../core/results/system-names';
import type { EngineEvent } from '../engine/protocol/events';
import type { Settings } from '../core/settings/settings';
import { createEventBatch } from './event-batch';
import { toFault } from './fault';
import { idleRun, isActive, reduceRun, startedRun, type RunState } from './run-state';

/** Milliseconds between two updates of the page while a run goes on. */
const UPDATE_INTERVAL = 250;

export interface RunStore extends StoreApi<RunState> {
  /** Runs baselines, training and the final evaluation; settles when the run is over, however it ended. */
  start(settings: Settings): Promise<void>;
  /** The same on preferences, from weights that were trained here (`distilled`) or as they were opened. */
  align(settings: Settings, distilled: boolean): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the run early; the best weights so far are measured and kept. */
  stop(): Promise<void>;
  /** Ends the run without a result; the engine keeps the best weights so far for the export. */
  cancel(): void;
  /** Forgets the last run; not while one is under way. */
  reset(): void;
}

export function createRunStore(client: Client): RunStore {
  const store = createStore<RunState>(idleRun);
  let current: AbortController | undefined;

  const carryOut = async (
    command: 'train' | 'align',
    settings: Settings,
    names: SystemNames,
  ): Promise<void> => {
    const mine = new AbortController();
    current = mine;
    store.setState(startedRun(names), true);
    const batch = createEventBatch<EngineEvent>((events) => {
      store.setState((state) => reduceRun(state, events));
    }, UPDATE_INTERVAL);
    try {
      const result = await client.call(command, { settings }, { signal: mine.signal, onEvent: batch.add });
      batch.flush();
      store.setState({ phase: 'finished', result, progress: null });
    } catch (error) {
      batch.flush();
      if (isCancelled(error)) store.setState({ phase: 'cancelled', progress: null });
      else store.setState({ phase: 'failed', progress: null, fault: toFault(error) });
    }
  };

  const control = async (action: 'pause' | 'resume' | 'stop'): Promise<void> => {
    try {
      await client.call('control', { action });
    } catch (error) {
      store.setState({ fault: toFault(error) });
    }
  };

  return {
    ...store,
    start: (settings) => carryOut('train', settings, systemNames()),
    align: (settings, distilled) => carryOut('align', settings, systemNames({ distilled })),
    reset: () => {
      if (!isActive(store.getState().phase)) store.setState(idleRun(), true);
    },
    pause: () => control('pause'),
    resume: () => control('resume'),
    stop: () => {
      store.setState({ phase: 'stopping' });
      return control('stop');
    },
    cancel: () => {
      if (!isActive(store.getState().phase)) return;
      store.setState({ phase: 'cancelling' });
      current?.abort();
    },
  };
}
