import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { isCancelled } from '../client/engine-error';
import type { EngineEvent, ProgressEvent } from '../engine/protocol/events';
import { toFault, type Fault } from './fault';

/** Something the engine opens for the page (data, a model, the device): where it came from and what was said of it. */
export interface Resource<S, V> {
  readonly status: 'empty' | 'opening' | 'ready' | 'failed' | 'cancelled';
  /** Source of `value`, kept to open it again after a crash of the engine. */
  readonly source: S | null;
  /** Survives a later attempt that fails: the engine keeps what it had. */
  readonly value: V | null;
  readonly progress: ProgressEvent | null;
  readonly fault: Fault | null;
  /** `Client.generation` under which `value` was opened. */
  readonly generation: number;
}

export interface ResourceStore<S, V> extends StoreApi<Resource<S, V>> {
  /** Opens a source, giving up on one still being opened. Gives the value, or null when it failed or was cancelled. */
  open(source: S): Promise<V | null>;
  cancel(): void;
  clear(): void;
  /** Opens the source again when the engine has lost it. False when that fails. */
  restore(): Promise<boolean>;
}

export interface OpenOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

const EMPTY = {
  status: 'empty',
  source: null,
  value: null,
  progress: null,
  fault: null,
  generation: 0,
} as const;

/** A store around one opening command. */
export function createResourceStore<S, V>(
  client: Client,
  command: (source: S, options: OpenOptions) => Promise<V>,
): ResourceStore<S, V> {
  const store = createStore<Resource<S, V>>(() => EMPTY);
  let current: AbortController | undefined;

  const open = async (source: S): Promise<V | null> => {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    const update = (change: Partial<Resource<S, V>>): void => {
      if (current === mine) store.setState(change);
    };
    update({ status: 'opening', progress: null, fault: null });
    try {
      const value = await command(source, {
        signal: mine.signal,
        onEvent: (event) => {
          if (event.kind === 'progress') update({ progress: event });
        },
      });
      update({ status: 'ready', source, value, progress: null, generation: client.generation() });
      return current === mine ? value : null;
    } catch (error) {
      if (isCancelled(error)) update({ status: 'cancelled', progress: null });
      else update({ status: 'failed', progress: null, fault: toFault(error) });
      return null;
    }
  };

  const clear = (): void => {
    current?.abort();
    current = undefined;
    store.setState(EMPTY);
  };

  return {
    ...store,
    open,
    clear,
    cancel: () => current?.abort(),
    restore: async () => {
      const { source, value, generation } = store.getState();
      if (source === null || value === null || generation === client.generation()) return true;
      return (await open(source)) !== null;
    },
  };
}
