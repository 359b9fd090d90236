import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type { DataSource, TrainingDataReport } from '../engine/protocol/data';
import type { MappingStore } from './mapping-store';
import type { OpenOptions } from './resource-store';

/**
 * Where training data come from: what a person gave, the rows of the table of synthetic data, or the rows that were open
 * with the negatives mined for them.
 */
export type TrainingSource =
  DataSource | { readonly kind: 'synthetic' } | { readonly kind: 'mined'; readonly settings: Settings };

/** Opens training data from wherever they come. */
export function createTrainingReader(client: Client, mappings: MappingStore) {
  return (source: TrainingSource, options: OpenOptions): Promise<TrainingDataReport> => {
    if (source.kind === 'mined') return client.call('useMined', { settings: source.settings }, options);
    if (source.kind !== 'synthetic') return mappings.read(source, options);
    // There is no file left whose columns could be chosen.
    mappings.setState({ question: null, fault: null, source: null });
    return client.call('useSynthesis', {}, options);
  };
}
