import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../client/client';
import { isCancelled } from '../../client/engine-error';
import type { Settings } from '../../core/settings/settings';
import type { LlmCounts } from '../../core/llm/llm';
import type { Prompts } from '../../core/synthesis/prompt';
import type { SyntheticRow, TextField } from '../../core/synthesis/synthetic-row';
import type { DataSource } from '../../engine/protocol/data';
import type { EngineEvent, ProgressEvent } from '../../engine/protocol/events';
import type { LlmEstimate } from '../../engine/protocol/llm';
import type { OutputFile } from '../../engine/protocol/results';
import type {
  SourceTextsReport,
  SyntheticChange,
  SynthesisRates,
  SynthesisReport,
} from '../../engine/protocol/synthesis';
import { toFault, type Fault } from '../fault';
import { createResourceStore, type ResourceStore } from '../resource-store';
import { createRowMerger } from './merge-rows';
import { ALL_ROWS, toDecide, type RowView } from './row-view';

export interface SynthesisState {
  /** In the order in which they were begun; null until they were read. */
  readonly rows: readonly SyntheticRow[] | null;
  readonly rates: SynthesisRates;
  readonly phase: 'resting' | 'working' | 'cancelling';
  /** Whether work was left undone, and how the last work ended. */
  readonly unfinished: boolean;
  readonly ended: SynthesisReport['ended'];
  /** Of the work under way, or of the last one; null before any. */
  readonly counts: LlmCounts | null;
  readonly notes: readonly string[];
  readonly progress: ProgressEvent | null;
  /** What went wrong last. */
  readonly fault: Fault | null;
  readonly view: RowView;
  /** What can be taken back, the latest last. */
  readonly undoable: readonly Undo[];
}

/** The way back from what a person did to rows. */
export interface Undo {
  /** What was done: "Rejected 3 rows". */
  readonly what: string;
  readonly steps: readonly Step[];
}

interface Step {
  readonly ids: readonly string[];
  readonly change: SyntheticChange;
}

/** What the work needs beside what is open. */
export interface SynthesisWork {
  readonly settings: Settings;
  readonly prompts: Prompts;
  /** Of the language model; empty for none. */
  readonly key: string;
}

/** Texts to make rows from, the table of rows, and what a person does to it. */
export interface SynthesisStore extends StoreApi<SynthesisState> {
  readonly documents: ResourceStore<DataSource, SourceTextsReport>;
  readonly queries: ResourceStore<DataSource, SourceTextsReport>;
  readonly estimate: ResourceStore<Omit<SynthesisWork, 'key'>, LlmEstimate>;
  readonly file: ResourceStore<'rows' | 'log', OutputFile>;
  /** Reads the table that this browser keeps. */
  load(): Promise<void>;
  /** Reads it anew where another tab changed it. */
  refresh(): Promise<void>;
  /** Makes rows, or goes on where the last work stopped. */
  make(work: SynthesisWork): Promise<void>;
  cancel(): void;
  /** Accepts or rejects those of the rows that are made and not so yet. */
  decide(rows: readonly SyntheticRow[], state: 'accepted' | 'rejected'): Promise<void>;
  /** Changes texts of a row; those that are the same stay untouched. */
  edit(row: SyntheticRow, texts: Readonly<Partial<Record<TextField, string>>>): Promise<void>;
  /** Notes whether a person found a row's passage relevant; null forgets it. */
  check(id: string, checked: boolean | null): Promise<void>;
  undo(): Promise<void>;
  /** Forgets the table. */
  clear(): Promise<void>;
}

/** Steps back that are remembered. */
const MOST_UNDOABLE = 100;

const NO_RATES: SynthesisRates = {
  states: { waiting: 0, done: 0, failed: 0, accepted: 0, rejected: 0 },
  positives: { relevant: 0, irrelevant: 0, unparsable: 0 },
  negatives: { relevant: 0, irrelevant: 0, unparsable: 0 },
  roundTrips: { checked: 0, came: 0 },
  flags: {},
  agreement: { checked: 0, agreed: 0, kappa: null },
};

const EMPTY: SynthesisState = {
  rows: null,
  rates: NO_RATES,
  phase: 'resting',
  unfinished: false,
  ended: '',
  counts: null,
  notes: [],
  progress: null,
  fault: null,
  view: ALL_ROWS,
  undoable: [],
};

export function createSynthesisStore(client: Client): SynthesisStore {
  const store = createStore<SynthesisState>(() => EMPTY);
  const merger = createRowMerger();
  const show = ({ rows, rates, unfinished, ended, counts, notes }: SynthesisReport): void => {
    store.setState({ rows: merger.start(rows), rates, unfinished, ended, counts, notes });
  };
  const merge = (changed: readonly SyntheticRow[], rates: SynthesisRates): void => {
    store.setState(({ rows }) => ({ rows: merger.merge(rows ?? [], changed), rates }));
  };
  const attempt = async (command: () => Promise<void>): Promise<boolean> => {
    store.setState({ fault: null });
    try {
      await command();
      return true;
    } catch (error) {
      if (!isCancelled(error)) store.setState({ fault: toFault(error) });
      return false;
    }
  };
  const refresh = async (): Promise<void> => {
    const { rows, phase } = store.getState();
    if (rows === null || phase !== 'resting') return;
    // Where it cannot be read, what a person does next says so.
    const table = await client.call('synthesisNews', {}).catch(() => null);
    if (table !== null) show(table);
  };
  return {
    ...store,
    refresh,
    ...createTextStores(client),
    load: async () => {
      await attempt(async () => {
        show(await client.call('synthesis', {}));
      });
    },
    ...createWork(client, { store, show, refresh, merge, attempt }),
    ...createChanges(client, { store, refresh, merge, attempt }),
    clear: async () => {
      await attempt(async () => {
        show(await client.call('clearSynthesis', {}));
        store.setState({ view: ALL_ROWS, undoable: [], fault: null });
      });
    },
  };
}

/** The texts to make rows from, and the files of what was made. */
function createTextStores(client: Client) {
  return {
    documents: createResourceStore(client, (source: DataSource, options) =>
      client.call('openDocuments', { source }, options),
    ),
    queries: createResourceStore(client, (source: DataSource, options) =>
      client.call('openQueries', { source }, options),
    ),
    estimate: createResourceStore(client, (request: Omit<SynthesisWork, 'key'>, options) =>
      client.call('estimateSynthesis', request, options),
    ),
    file: createResourceStore(client, (what: 'rows' | 'log', options) =>
      client.call('exportSynthesis', { what }, options),
    ),
  };
}

interface Parts {
  readonly store: StoreApi<SynthesisState>;
  readonly show: (report: SynthesisReport) => void;
  readonly refresh: () => Promise<void>;
  readonly merge: (changed: readonly SyntheticRow[], rates: SynthesisRates) => void;
  /** False when it failed, which is then shown. */
  readonly attempt: (command: () => Promise<void>) => Promise<boolean>;
}

function createWork(client: Client, { store, show, refresh, merge, attempt }: Parts) {
  let current: AbortController | undefined;
  const hear = (event: EngineEvent): void => {
    if (event.kind === 'progress') store.setState({ progress: event });
    if (event.kind === 'llm') store.setState({ counts: event.counts });
    if (event.kind !== 'synthesis') return;
    merge(event.rows, event.rates);
    store.setState({ counts: event.counts });
  };
  return {
    make: async (work: SynthesisWork) => {
      await refresh();
      if (store.getState().phase !== 'resting') return;
      const mine = new AbortController();
      current = mine;
      store.setState({ phase: 'working', progress: null, notes: [], counts: null });
      const whole = await attempt(async () => {
        show(await client.call('synthesize', work, { signal: mine.signal, onEvent: hear }));
      });
      // The engine keeps every row: what a failure or a cancel left is read back, the fault stays in sight.
      if (!whole) await client.call('synthesis', {}).then(show, () => undefined);
      store.setState({ phase: 'resting', progress: null });
    },
    cancel: () => {
      if (store.getState().phase !== 'working') return;
      store.setState({ phase: 'cancelling' });
      current?.abort();
    },
  };
}

function createChanges(client: Client, { store, refresh, merge, attempt }: Omit<Parts, 'show'>) {
  // One after the other, so that an undo never overtakes what it takes back.
  let last: Promise<unknown> = Promise.resolve();
  const apply = (steps: readonly Step[]): Promise<boolean> => {
    const mine = last.then(async () => {
      const whole = await attempt(async () => {
        for (const { ids, change } of steps) {
          const { rows, rates } = await client.call('changeSynthetic', { ids, change });
          merge(rows, rates);
        }
      });
      await refresh();
      return whole;
    });
    last = mine;
    return mine;
  };
  const doing = async (steps: readonly Step[], undo: Undo): Promise<void> => {
    if (steps.length === 0 || !(await apply(steps))) return;
    store.setState(({ undoable }) => ({ undoable: [...undoable, undo].slice(-MOST_UNDOABLE) }));
  };
  return {
    decide: async (rows: readonly SyntheticRow[], state: 'accepted' | 'rejected') => {
      // As they are now: the page may show them a moment late.
      const ids = new Set(idsOf(rows));
      const now = store.getState().rows?.filter(({ id }) => ids.has(id)) ?? [];
      const wanted = toDecide(now, state);
      if (wanted.length === 0) return;
      const verb = state === 'accepted' ? 'Accepted' : 'Rejected';
      const what = `${verb} ${wanted.length === 1 ? 'a row' : `${String(wanted.length)} rows`}`;
      await doing([{ ids: idsOf(wanted), change: { state, decided: true } }], {
        what,
        steps: backToStates(wanted),
      });
    },
    edit: async (row: SyntheticRow, texts: Readonly<Partial<Record<TextField, string>>>) => {
      const steps = stepsOf(row, texts);
      const back = steps.map(({ field }) => ({ ids: [row.id], change: { field, text: row[field] } }));
      const forth = steps.map((change) => ({ ids: [row.id], change }));
      await doing(forth, { what: 'Edited a row', steps: back });
    },
    check: async (id: string, checked: boolean | null) => {
      await apply([{ ids: [id], change: { checked } }]);
    },
    undo: async () => {
      const undo = store.getState().undoable.at(-1);
      if (undo === undefined) return;
      store.setState(({ undoable }) => ({ undoable: undoable.filter((other) => other !== undo) }));
      await apply(undo.steps);
    },
  };
}

const idsOf = (rows: readonly SyntheticRow[]): string[] => rows.map(({ id }) => id);

/** What gives rows the states back that they had. */
function backToStates(rows: readonly SyntheticRow[]): Step[] {
  return (['accepted', 'rejected', 'done'] as const).flatMap((state) =>
    [true, false].flatMap((decided) => {
      const ids = idsOf(rows.filter((row) => row.state === state && row.decided === decided));
      return ids.length === 0 ? [] : [{ ids, change: { state, decided } }];
    }),
  );
}

function stepsOf(
  row: SyntheticRow,
  texts: Readonly<Partial<Record<TextField, string>>>,
): { field: TextField; text: string }[] {
  return (Object.entries(texts) as [TextField, string][]) // no other keys by its type
    .filter(([field, text]) => row[field] !== text)
    .map(([field, text]) => ({ field, text }));
}
