import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { isCancelled } from '../client/engine-error';
import type { Judgements } from '../core/preferences/pair';
import type { Settings } from '../core/settings/settings';
import type { Prompts } from '../core/synthesis/prompt';
import type { EngineEvent, ProgressEvent } from '../engine/protocol/events';
import type { LlmEstimate } from '../engine/protocol/llm';
import type { JudgedPair, PairsChange, PairsReport, UsedPreferences } from '../engine/protocol/pairs';
import type { OutputFile } from '../engine/protocol/results';
import { toFault, type Fault } from './fault';
import { createResourceStore, type ResourceStore } from './resource-store';

export interface JudgingState {
  /** The pairs and verdicts; null until they were read. */
  readonly report: PairsReport | null;
  readonly phase: 'resting' | 'proposing' | 'judging' | 'cancelling';
  readonly progress: ProgressEvent | null;
  readonly fault: Fault | null;
  /** Ids of the pairs that the person judged on this page, the last one at the end. */
  readonly judged: readonly string[];
}

export interface JudgingWork {
  readonly settings: Settings;
  readonly prompts: Prompts;
  /** Of the language model; empty for none. */
  readonly key: string;
}

/** Pairs of passages, who judges them, and what is made of the verdicts. */
export interface JudgingStore extends StoreApi<JudgingState> {
  readonly estimate: ResourceStore<Omit<JudgingWork, 'key'>, LlmEstimate>;
  readonly used: ResourceStore<Settings, UsedPreferences>;
  readonly file: ResourceStore<Settings, OutputFile>;
  /** Reads what this browser keeps. */
  load(): Promise<void>;
  propose(settings: Settings): Promise<void>;
  /** Lets the language model judge, or go on where it stopped. */
  judgeAll(work: JudgingWork): Promise<void>;
  cancel(): void;
  /** A person's word on a pair; it shows at once and is kept in the background. */
  say(id: string, verdict: NonNullable<Judgements['person']>): void;
  /** Takes back the last word of the person. */
  undo(): void;
  clear(): Promise<void>;
}

/** The pair that the person is asked about: the first without a word of theirs; undefined when all have one. */
export function pairToJudge({ report }: JudgingState): JudgedPair | undefined {
  return report?.pairs.find(({ person }) => person === null);
}

/** The pair whose word would be taken back: the last of this page, else the last before the one that is asked about. */
export function pairToUndo(state: JudgingState): JudgedPair | undefined {
  const pairs = state.report?.pairs ?? [];
  const last = state.judged.at(-1);
  if (last !== undefined) return pairs.find(({ id }) => id === last);
  const at = pairs.findIndex(({ person }) => person === null);
  return pairs.slice(0, at < 0 ? pairs.length : at).findLast(({ person }) => person !== null);
}

export function createJudgingStore(client: Client): JudgingStore {
  const store = createStore<JudgingState>(() => ({
    report: null,
    phase: 'resting',
    progress: null,
    fault: null,
    judged: [],
  }));
  const used = createResourceStore(client, (settings: Settings) =>
    client.call('usePreferences', { settings }),
  );
  const file = createResourceStore(client, (settings: Settings) =>
    client.call('exportPreferences', { settings }),
  );
  const load = async (): Promise<void> => {
    try {
      store.setState({ report: await client.call('pairs', {}) });
    } catch (error) {
      store.setState({ fault: toFault(error) });
    }
  };
  return {
    ...store,
    used,
    file,
    estimate: createResourceStore(client, (request: Omit<JudgingWork, 'key'>, options) =>
      client.call('estimateJudging', request, options),
    ),
    load,
    ...createLongWork(client, store, load),
    ...createPersonsWords(client, store, load),
    clear: async () => {
      for (const resource of [used, file]) resource.clear();
      try {
        store.setState({ report: await client.call('clearPairs', {}), judged: [], fault: null });
      } catch (error) {
        store.setState({ fault: toFault(error) });
      }
    },
  };
}

/** Proposing, and judging by the language model: one at a time, each to be cancelled. */
function createLongWork(client: Client, store: StoreApi<JudgingState>, load: () => Promise<void>) {
  let current: AbortController | undefined;
  const hear = (event: EngineEvent): void => {
    if (event.kind === 'progress') store.setState({ progress: event });
    if (event.kind !== 'pairs') return;
    merge(store, event);
    store.setState(({ report }) => ({ report: report && { ...report, counts: event.counts } }));
  };
  const run = async (
    phase: 'proposing' | 'judging',
    call: (options: { signal: AbortSignal; onEvent: (event: EngineEvent) => void }) => Promise<PairsReport>,
  ): Promise<void> => {
    if (store.getState().phase !== 'resting') return;
    const mine = new AbortController();
    current = mine;
    store.setState({ phase, progress: null, fault: null });
    try {
      store.setState({ report: await call({ signal: mine.signal, onEvent: hear }) });
    } catch (error) {
      if (!isCancelled(error)) store.setState({ fault: toFault(error) });
      // The engine keeps every verdict: what a failure or a cancel left is read back.
      await load();
    }
    store.setState({ phase: 'resting', progress: null });
  };
  return {
    propose: async (settings: Settings) => {
      await run('proposing', (options) => client.call('proposePairs', { settings }, options));
      store.setState({ judged: [] });
    },
    judgeAll: (work: JudgingWork) => run('judging', (options) => client.call('judgePairs', work, options)),
    cancel: () => {
      if (['resting', 'cancelling'].includes(store.getState().phase)) return;
      store.setState({ phase: 'cancelling' });
      current?.abort();
    },
  };
}

function createPersonsWords(client: Client, store: StoreApi<JudgingState>, load: () => Promise<void>) {
  // One after the other, so that an undo never overtakes what it takes back.
  let last: Promise<void> = Promise.resolve();
  const put = (id: string, verdict: Judgements['person']): void => {
    show(store, new Map([[id, { person: verdict }]]));
    last = last.then(async () => {
      try {
        const change = await client.call('judgePair', { id, verdict });
        store.setState(({ report }) => ({ report: report && { ...report, rates: change.rates } }));
      } catch (error) {
        store.setState({ fault: toFault(error) });
        await load();
      }
    });
  };
  return {
    say: (id: string, verdict: NonNullable<Judgements['person']>) => {
      store.setState(({ judged }) => ({ judged: [...judged, id], fault: null }));
      put(id, verdict);
    },
    undo: () => {
      const pair = pairToUndo(store.getState());
      if (pair === undefined) return;
      store.setState(({ judged }) => ({ judged: judged.slice(0, -1) }));
      put(pair.id, null);
    },
  };
}

/** The language model's words; the person's stay as they are shown, as the newest may still be on their way. */
function merge(store: StoreApi<JudgingState>, { changed, rates }: PairsChange): void {
  show(store, new Map(changed.map(({ id, llm }) => [id, { llm }])));
  store.setState(({ report }) => ({ report: report && { ...report, rates } }));
}

function show(store: StoreApi<JudgingState>, changes: ReadonlyMap<string, Partial<Judgements>>): void {
  store.setState(({ report }) => {
    if (report === null) return {};
    const pairs = report.pairs.map((pair) => {
      const change = changes.get(pair.id);
      return change === undefined ? pair : { ...pair, ...change };
    });
    return { report: { ...report, pairs } };
  });
}
