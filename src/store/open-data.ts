import { SAMPLE_OVERRIDES } from '../core/settings/settings';
import type { DataSource } from '../engine/protocol/data';
import type { Stores } from './app';

/** The sample's rows, its set of the same domain and its set of another, and the model it is made for. */
export async function openSample({ settings, data, evaluationData, model }: Stores): Promise<boolean> {
  settings.suggest({ ...SAMPLE_OVERRIDES, model: 'pocket' });
  if ((await data.open({ kind: 'sample' })) === null) return false;
  for (const role of ['in', 'out'] as const)
    if ((await evaluationData.open({ files: { kind: 'sample' }, role })) === null) return false;
  if ((await model.open({ kind: 'pocket' })) === null) return false;
  // Again: opening the model suggested what suits it on other data.
  settings.suggest(SAMPLE_OVERRIDES);
  return true;
}

export async function openData(stores: Stores, source: DataSource): Promise<void> {
  if ((await stores.data.open(source)) !== null) await openPocketByDefault(stores);
}

/** The built-in model needs no request, so it is opened unasked; one of the Hub never is. */
export async function openPocketByDefault({ model, settings }: Stores): Promise<void> {
  if (model.getState().status !== 'empty' || settings.getState().settings.model !== 'pocket') return;
  await model.open({ kind: 'pocket' });
}
