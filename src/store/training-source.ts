import type { Client } from '../client/client';
import type { DataSource, TrainingDataReport } from '../engine/protocol/data';
import type { MappingStore } from './mapping-store';
import type { OpenOptions } from './resource-store';

/** Where training data come from: what a person gave, or the rows of the table of synthetic data. */
export type TrainingSource = DataSource | { readonly kind: 'synthetic' };

/** Opens training data from wherever they come. */
export function createTrainingReader(client: Client, mappings: MappingStore) {
  return (source: TrainingSource, options: OpenOptions): Promise<TrainingDataReport> => {
    if (source.kind !== 'synthetic') return mappings.read(source, options);
    // There is no file left whose columns could be chosen.
    mappings.setState({ question: null, fault: null, source: null });
    return client.call('useSynthesis', {}, options);
  };
}
