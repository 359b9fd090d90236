import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import { EngineError, isCancelled } from '../client/engine-error';
import type { Settings } from '../core/settings/settings';
import type { ColumnMapping, MappingQuestion, MappingRule } from '../core/formats/mapping/column-mapping';
import type { DataSource, TrainingDataReport } from '../engine/protocol/data';
import { toFault, type Fault } from './fault';
import type { OpenOptions } from './resource-store';

export interface MappingState {
  /** What is asked now; null when nothing is. */
  readonly question: MappingQuestion | null;
  /** Why a file that was read could not be asked about. */
  readonly fault: Fault | null;
  /** The training data that were last opened, or tried. */
  readonly source: DataSource | null;
  /** The answers of this session, each for files with the same columns. */
  readonly rules: readonly MappingRule[];
}

export interface MappingStore extends StoreApi<MappingState> {
  /** Opens training data by the answers so far; a file that cannot be read without one raises its question. */
  read(source: DataSource, options: OpenOptions): Promise<TrainingDataReport>;
  /** Asks about a file that was read, so that it can be read in another way. */
  ask(file: string): Promise<void>;
  /** Asks again what was put aside. */
  raise(question: MappingQuestion): void;
  putAside(): void;
  /** Remembers the answer for every file with these columns; gives the data to open again. */
  answer(mapping: ColumnMapping): DataSource | null;
}

/** Which column holds what, where Kennel does not know it by itself. */
export function createMappingStore(client: Client, settings: () => Settings): MappingStore {
  const store = createStore<MappingState>(() => ({ question: null, fault: null, source: null, rules: [] }));
  return {
    ...store,
    read: async (source, options) => {
      store.setState({ question: null, fault: null, source });
      const { otherLayouts } = settings();
      const request = { source, mappings: store.getState().rules, otherLayouts };
      try {
        return await client.call('openTrainingData', request, options);
      } catch (error) {
        if (
          error instanceof EngineError &&
          error.question !== undefined &&
          store.getState().source === source
        )
          store.setState({ question: error.question });
        throw error;
      }
    },
    ask: async (file) => {
      const { source } = store.getState();
      if (source === null) return;
      store.setState({ fault: null });
      try {
        const question = await client.call('askMapping', { source, file });
        if (store.getState().source === source) store.setState({ question });
      } catch (error) {
        if (!isCancelled(error)) store.setState({ fault: toFault(error) });
      }
    },
    raise: (question) => {
      store.setState({ question });
    },
    putAside: () => {
      store.setState({ question: null });
    },
    answer: (mapping) => {
      const { question, source, rules } = store.getState();
      if (question === null) return null;
      store.setState({ question: null, rules: [...rules, { mapping, columns: question.columns }] });
      return source;
    },
  };
}
