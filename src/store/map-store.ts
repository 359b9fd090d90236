import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { EmbeddingMap, MapRequest } from '../engine/protocol/map';
import { createResourceStore, type Resource, type ResourceStore } from './resource-store';
import { isActive, type RunState } from './run-state';

/** The embedding map that was drawn last. */
export type MapStore = ResourceStore<MapRequest, EmbeddingMap>;

export function createMapStore(client: Client): MapStore {
  return createResourceStore(client, (request: MapRequest, options) =>
    client.call('projectEmbeddings', request, options),
  );
}

/** Takes the map away when it is of an earlier run, an earlier evaluation or another model. */
export function forgetEarlierMaps({
  run,
  assessment,
  map,
}: {
  readonly run: Pick<StoreApi<RunState>, 'subscribe'>;
  readonly assessment: Pick<StoreApi<Resource<unknown, unknown>>, 'subscribe'>;
  readonly map: MapStore;
}): void {
  run.subscribe(({ phase }, before) => {
    const begins = isActive(phase) && !isActive(before.phase);
    if (begins || (phase === 'idle' && before.phase !== 'idle')) map.clear();
  });
  assessment.subscribe(({ value }, before) => {
    if (value !== before.value) map.clear();
  });
}
