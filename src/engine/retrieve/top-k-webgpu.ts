import type * as tf from '@tensorflow/tfjs';
import { fold, type GpuBackend } from '../backend/webgpu-backend';
import mergeSource from './merge-top-k.wgsl?raw';
import type { Heaps } from './top-k';

/** Threads of a workgroup in merge-top-k.wgsl. */
const LANES = 256;

/** Documents of a list that one thread holds, for short lists and for long ones. */
const SHARES = [1, 4] as const;

/** The longest lists that are merged on the device. */
export const LONGEST_LIST = LANES * SHARES[1];

/** Tiles that may be on their way to the device: more would only fill its memory. */
const TILES_IN_FLIGHT = 2;

/** Lists on the device, always in order, read back once at the end. `k` is at most LONGEST_LIST. */
export function gpuHeaps(backend: GpuBackend, queries: number, k: number): Heaps {
  const best = backend.output([queries, k]);
  const places = backend.output([queries, k], 'int32');
  const share = k <= LANES * SHARES[0] ? SHARES[0] : SHARES[1];
  const program = { name: 'merge top k', source: mergeSource, constants: { HELD_SHARE: share } };
  const inFlight: Promise<unknown>[] = [];
  return {
    async merge(tile, offset) {
      const columns = tile.shape[1];
      const counts = [queries, columns, k, Math.min(k, offset), offset];
      backend.run(program, {
        inputs: [tile],
        outputs: [best, places],
        parameters: counts.map((u32) => ({ u32 })),
        workgroups: fold(queries),
      });
      inFlight.push(backend.submitAll());
      if (inFlight.length > TILES_IN_FLIGHT) await inFlight.shift();
    },
    async sortInto(result, firstQuery) {
      const [scores, indices] = await Promise.all([readAs(backend, best), readAs(backend, places)]);
      result.scores.set(scores, firstQuery * k);
      result.indices.set(indices, firstQuery * k);
    },
    dispose() {
      backend.disposeData(best.dataId);
      backend.disposeData(places.dataId);
    },
  };
}

async function readAs(backend: GpuBackend, { dataId }: tf.TensorInfo): Promise<ArrayLike<number>> {
  return (await backend.read(dataId)) as ArrayLike<number>; // numbers by their making
}
