import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type {
  MinedForm,
  MiningExamplesRequest,
  MiningPreview,
  MiningReport,
} from '../engine/protocol/mining';
import type { OutputFile } from '../engine/protocol/results';
import type { App } from './app';
import { toFault, type Fault } from './fault';
import { createResourceStore, type ResourceStore } from './resource-store';
import type { SettingsStore } from './settings-store';

export interface MiningState {
  /** What the settings of the moment take of what was ranked; null before anything was. */
  readonly preview: MiningPreview | null;
  readonly examples: MiningExamplesRequest;
  /** Why there is no newer preview. */
  readonly fault: Fault | null;
}

/** Hard negatives: what was ranked, and what is made of it as the settings are moved. */
export interface MiningStore extends StoreApi<MiningState> {
  readonly ranking: ResourceStore<Settings, MiningReport>;
  readonly file: ResourceStore<{ readonly form: MinedForm; readonly settings: Settings }, OutputFile>;
  mine(settings: Settings): Promise<void>;
  /** Shows other examples. */
  show(examples: MiningExamplesRequest): void;
  clear(): void;
}

/** What a preview depends on. */
const RULES = [
  'mineNegatives',
  'mineMin',
  'mineMax',
  'mineMarginKind',
  'mineMargin',
  'mineMaxScore',
  'mineSampling',
  'seed',
] as const;

const NOTHING: MiningState = { preview: null, examples: { which: 'all', from: 0 }, fault: null };

export function createMiningStore(client: Client, settings: SettingsStore): MiningStore {
  const store = createStore<MiningState>(() => NOTHING);
  const ranking = createResourceStore(client, (given: Settings, options) =>
    client.call('mine', { settings: given }, options),
  );
  const file = createResourceStore(
    client,
    (request: { readonly form: MinedForm; readonly settings: Settings }, options) =>
      client.call('exportMined', request, options),
  );
  const refresh = createRefresh(client, store, () => settings.getState().settings);
  settings.subscribe(({ settings: now }, { settings: before }) => {
    const { preview, examples } = store.getState();
    if (preview === null || RULES.every((name) => now[name] === before[name])) return;
    store.setState({ examples: { ...examples, from: 0 } });
    refresh();
  });
  return {
    ...store,
    ranking,
    file,
    mine: async (given) => {
      const report = await ranking.open(given);
      if (report === null) return;
      store.setState({ ...NOTHING, preview: report.preview });
      // What was moved while it was ranked.
      if (settings.getState().settings !== given) refresh();
    },
    show: (examples) => {
      store.setState({ examples });
      refresh();
    },
    clear: () => {
      ranking.clear();
      file.clear();
      store.setState(NOTHING);
    },
  };
}

/** Asks for a new preview; while one is under way only the last wish is kept, so that a slider never queues up. */
function createRefresh(client: Client, store: StoreApi<MiningState>, settings: () => Settings): () => void {
  let busy = false;
  let [wished, served] = [0, 0];
  const ask = async (): Promise<void> => {
    busy = true;
    while (served !== wished) {
      served = wished;
      const { preview: before, examples } = store.getState();
      try {
        const preview = await client.call('previewMining', { settings: settings(), examples });
        // What was cleared or mined anew meanwhile stays.
        if (before !== null && store.getState().preview === before) store.setState({ preview, fault: null });
      } catch (error) {
        if (store.getState().preview === before) store.setState({ fault: toFault(error) });
      }
    }
    busy = false;
  };
  return () => {
    wished++;
    if (!busy) void ask();
  };
}

/** What was ranked is of the training data that were open; it goes with them, unless it became them. */
export function forgetEarlierMining({ data, mining }: Pick<App, 'data' | 'mining'>): void {
  data.subscribe(({ value, source }, before) => {
    if (value !== before.value && source?.kind !== 'mined') mining.clear();
  });
}

/** What a person asks of the Mining region that reaches into other parts of the page. */
export interface MiningActions {
  mineNegatives(): Promise<void>;
  /** Makes the rows with their mined negatives the training data; false when that failed. */
  trainOnMined(): Promise<boolean>;
  /** Null when that failed or was cancelled. */
  saveMined(form: MinedForm): Promise<OutputFile | null>;
}

/** `restore` brings back what a crash of the engine took. */
export function createMiningActions(
  { settings, data, mining }: Pick<App, 'settings' | 'data' | 'mining'>,
  restore: () => Promise<boolean>,
): MiningActions {
  return {
    mineNegatives: async () => {
      if (await restore()) await mining.mine(settings.getState().settings);
    },
    trainOnMined: async () =>
      (await data.open({ kind: 'mined', settings: settings.getState().settings })) !== null,
    saveMined: (form) => mining.file.open({ form, settings: settings.getState().settings }),
  };
}
