import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineEvent } from '../engine/protocol/events';
import type { SimilarityEvent } from '../engine/protocol/similarity';

export interface SimilarityStore extends StoreApi<{ readonly events: readonly SimilarityEvent[] }> {
  /** A listener for one evaluation: its similarities take the place of those before, every event is passed on. */
  listen(pass: (event: EngineEvent) => void): (event: EngineEvent) => void;
}

/** The similarities that an evaluation without training tells of; those of a run are in its own state. */
export function createSimilarityStore(): SimilarityStore {
  const store = createStore<{ readonly events: readonly SimilarityEvent[] }>(() => ({ events: [] }));
  return {
    ...store,
    listen: (pass) => {
      let events: readonly SimilarityEvent[] = [];
      return (event) => {
        if (event.kind === 'similarity') {
          events = [...events, event];
          store.setState({ events });
        }
        pass(event);
      };
    },
  };
}
