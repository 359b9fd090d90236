import type * as tf from '@tensorflow/tfjs';
import type { GpuBackend } from '../backend/webgpu-backend';
import { runWideRows } from '../backend/webgpu-rows';
import normSource from './norm.wgsl?raw';
import squaresSource from './squares.wgsl?raw';

/** Gradients that one dispatch of squares.wgsl reads. */
const AT_ONCE = 7;

/** Values of a partial sum, and threads that share it. */
const STRETCH = 8192;
const LANES = 256;

/** The norm of all gradients together, a scalar on the device; the caller disposes it. */
export function gradientNorm(backend: GpuBackend, gradients: readonly tf.Tensor[]): tf.TensorInfo {
  const groups = Array.from({ length: Math.ceil(gradients.length / AT_ONCE) }, (_, i) =>
    gradients.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  const stretches = groups.map((group) => Math.ceil(sizeOf(group) / STRETCH));
  const count = stretches.reduce((sum, own) => sum + own, 0);
  const partial = backend.output([count]);
  let first = 0;
  for (const [i, group] of groups.entries()) {
    const rows = stretches[i] ?? 0;
    sumSquares(backend, group, rows, partial, first);
    first += rows;
  }
  const norm = backend.output([]);
  const parameters = [{ u32: 1 }, { u32: count }];
  const total = { name: 'norm of the gradient', source: normSource };
  runWideRows(backend, total, 1, { inputs: [partial], outputs: [norm], parameters }, LANES);
  backend.disposeData(partial.dataId);
  return norm;
}

function sizeOf(group: readonly tf.Tensor[]): number {
  return group.reduce((sum, { size }) => sum + size, 0);
}

function sumSquares(
  backend: GpuBackend,
  group: readonly tf.Tensor[],
  rows: number,
  partial: tf.TensorInfo,
  first: number,
): void {
  const [some] = group;
  if (some === undefined) return;
  // Places left over are filled with any gradient, of which nothing is read.
  const inputs = Array.from({ length: AT_ONCE }, (_, i) => group[i] ?? some);
  const ends = inputs.map((_, i) => sizeOf(group.slice(0, i + 1)));
  runWideRows(
    backend,
    { name: 'squares of gradients', source: squaresSource, constants: { STRETCH } },
    rows,
    {
      inputs,
      outputs: [partial],
      parameters: [rows, sizeOf(group), first, ...ends.slice(0, -1)].map((u32) => ({ u32 })),
    },
    LANES,
  );
}
