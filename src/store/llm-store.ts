import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { readEndpoint } from '../core/llm/endpoint-address';
import type { Settings } from '../core/settings/settings';
import type { LlmTestReport } from '../engine/protocol/llm';
import { recallKeys, rememberKey } from './llm-keys';
import type { Memory } from './memory';
import { createResourceStore, type ResourceStore } from './resource-store';

export interface LlmState {
  /** Of the endpoint that the settings name. It is no setting, so that it reaches neither address nor record. */
  readonly key: string;
  /** Whether this browser remembers it. */
  readonly kept: boolean;
  /** It should be remembered, but the browser refuses. */
  readonly refused: boolean;
  /** Origins that have a key of their own, which is sent to them only. */
  readonly others: readonly string[];
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
  /** The key for the endpoint of these settings; '' where it has none. */
  keyFor(settings: Settings): string;
}

interface HeldKey {
  readonly key: string;
  readonly kept: boolean;
  readonly refused: boolean;
}

const NO_KEY: HeldKey = { key: '', kept: false, refused: false };

/**
 * A key belongs to the origin it was given for: the address can come from a link, and a key that followed it would go to
 * whoever wrote that link.
 */
export function createLlmStore(
  client: Client,
  memory: Memory,
  settings: StoreApi<{ readonly settings: Settings }>,
): LlmStore {
  const held = new Map<string, HeldKey>();
  for (const [origin, key] of recallKeys(memory)) held.set(origin, { key, kept: true, refused: false });
  const origin = (): string => originOf(settings.getState().settings);
  const state = (): LlmState => {
    const named = [...held].filter(([other, { key }]) => other !== origin() && key !== '');
    return { ...(held.get(origin()) ?? NO_KEY), others: named.map(([other]) => other) };
  };
  const store = createStore<LlmState>(state);
  const set = (key: string, kept: boolean): void => {
    const done = rememberKey(memory, origin(), kept ? key : '');
    held.set(origin(), { key, kept: kept && done, refused: kept && !done });
    store.setState(state());
  };
  settings.subscribe(({ settings: now }, { settings: before }) => {
    if (originOf(now) !== originOf(before)) store.setState(state());
  });
  const keyFor = (used: Settings): string => held.get(originOf(used))?.key ?? '';
  return {
    ...store,
    test: createResourceStore(client, (used: Settings, options) =>
      client.call('testLlm', { settings: used, key: keyFor(used) }, options),
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
    keyFor,
  };
}

/** Where a key for these settings is sent. */
function originOf({ llmUrl }: Settings): string {
  const endpoint = readEndpoint(llmUrl);
  return 'origin' in endpoint ? endpoint.origin : '';
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
