import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type { LlmTestReport } from '../engine/protocol/llm';
import { recall, remember, type Memory } from './memory';
import { createResourceStore, type ResourceStore } from './resource-store';

export interface LlmState {
  /** Of the endpoint. It is no setting, so that it reaches neither address nor record. */
  readonly key: string;
  /** Whether this browser remembers it. */
  readonly kept: boolean;
  /** It should be remembered, but the browser refuses. */
  readonly refused: boolean;
}

/** The language model's key, and whether the model answers. */
export interface LlmStore extends StoreApi<LlmState> {
  /** What the model said to one request with these settings. */
  readonly test: ResourceStore<Settings, LlmTestReport>;
  setKey(key: string): void;
  /** Remembers the key in this browser from now on, or forgets it there. */
  keep(kept: boolean): void;
  /** Forgets the key, in the browser, too. */
  forget(): void;
}

const NAME = 'kennel-llm-key';

export function createLlmStore(client: Client, memory: Memory): LlmStore {
  const remembered = recall(memory, NAME);
  const store = createStore<LlmState>(() => ({
    key: remembered ?? '',
    kept: remembered !== null,
    refused: false,
  }));
  const set = (key: string, kept: boolean): void => {
    const done = remember(memory, NAME, kept && key !== '' ? key : null);
    store.setState({ key, kept: kept && done, refused: kept && !done });
  };
  return {
    ...store,
    test: createResourceStore(client, (settings: Settings, options) =>
      client.call('testLlm', { settings, key: store.getState().key }, options),
    ),
    setKey: (key) => {
      set(key, store.getState().kept);
    },
    keep: (kept) => {
      set(store.getState().key, kept);
    },
    forget: () => {
      set('', false);
    },
  };
}

/** An outcome of trying the model counts for what it was tried with. */
export function forgetEarlierTests({
  settings,
  llm,
}: {
  readonly settings: StoreApi<{ readonly settings: Settings }>;
  readonly llm: LlmStore;
}): void {
  settings.subscribe(({ settings: now }, { settings: before }) => {
    if (now.llm !== before.llm || now.llmUrl !== before.llmUrl) llm.test.clear();
  });
}
