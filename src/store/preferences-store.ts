import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type { PreferencesReport } from '../engine/protocol/alignment';
import type { DataSource } from '../engine/protocol/data';
import type { Fault } from './fault';
import { createResourceStore, type OpenOptions, type ResourceStore } from './resource-store';

/**
 * Where preferences come from: files, the verdicts of a judge, or files among the training data. The settings are those
 * that they were made under, and those of the report.
 */
export type PreferencesSource =
  | { readonly kind: 'files'; readonly source: DataSource; readonly settings: Settings }
  | { readonly kind: 'judged'; readonly settings: Settings }
  | { readonly kind: 'training'; readonly settings: Settings };

export type PreferencesStore = ResourceStore<PreferencesSource, PreferencesReport>;

/** What is trained on in an alignment; `onGone` hears why preferences could not be had again after a crash. */
export function createPreferencesStore(
  client: Client,
  onGone: (fault: Fault | null) => void,
): PreferencesStore {
  const store = createResourceStore(client, (source: PreferencesSource, options) =>
    read(client, source, options),
  );
  return {
    ...store,
    restore: async () => {
      const generation = client.generation();
      if (await store.restore()) return true;
      const { source, status, fault } = store.getState();
      const gone = status === 'failed' && source?.kind !== 'files' && client.generation() === generation;
      if (!gone) return false;
      // The verdicts were forgotten, or the training data replaced: only an alignment has to do without them.
      store.clear();
      onGone(fault);
      return true;
    },
  };
}

async function read(
  client: Client,
  source: PreferencesSource,
  options: OpenOptions,
): Promise<PreferencesReport> {
  const { settings } = source;
  if (source.kind === 'files')
    return client.call('openPreferences', { source: source.source, settings }, options);
  if (source.kind === 'judged') await client.call('usePreferences', { settings }, options);
  const report = await client.call('preferences', { settings }, options);
  if (report === null) throw new Error('The training data hold no preferences.');
  return report;
}

/**
 * Reports anew on the preferences that the engine has: those of `from`, which has just put them there, else those that
 * the store knows.
 */
export async function refreshPreferences(
  client: Client,
  store: PreferencesStore,
  { settings, from }: { readonly settings: Settings; readonly from?: PreferencesSource | undefined },
): Promise<void> {
  const { alignTies, alignLists } = settings;
  const asked = store.getState().source;
  if (asked !== null) {
    const source = { ...asked, settings: { ...asked.settings, alignTies, alignLists } };
    store.setState({ source });
  }
  const generation = client.generation();
  const known = store.getState();
  // A crash took them, and what the engine may have instead is not what was chosen: `restore` brings them back.
  if (from === undefined && (known.value === null || known.generation !== generation)) return;
  const value = await client.call('preferences', { settings });
  const now = store.getState();
  const overtaken = now.status === 'opening' || (now.source !== known.source && now.source?.kind === 'files');
  if (value === null || overtaken) return;
  store.setState({ status: 'ready', value, fault: null, source: from ?? now.source, generation });
}
