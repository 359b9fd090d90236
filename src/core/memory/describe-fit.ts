import type { Fit } from './propose-fit';

/** What a proposal changes, to go after "with": "mini-batches of 16 and recomputed activations". */
export function describeFit({ miniBatch, recompute, freezeEmbeddings, freezeLayers }: Fit): string {
  const rows = miniBatch === 1 ? '1 row' : `${miniBatch ?? 0} rows`;
  const changes = [
    ...(miniBatch === undefined ? [] : [`mini-batches of ${rows}`]),
    ...(recompute === true ? ['recomputed activations'] : []),
    ...(freezeLayers === undefined
      ? []
      : [`the lowest ${freezeLayers === 1 ? 'layer' : `${freezeLayers} layers`} frozen`]),
    ...(freezeEmbeddings === true ? ['frozen embeddings'] : []),
  ];
  const last = changes.pop() ?? 'no change';
  return changes.length === 0 ? last : `${changes.join(', ')} and ${last}`;
}

/** True when the gradient stays what it is without the proposal. */
export function isExact({ freezeEmbeddings, freezeLayers }: Fit): boolean {
  return freezeEmbeddings !== true && freezeLayers === undefined;
}
