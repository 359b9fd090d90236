import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../src/core/random/random';
import type { Product } from '../api';

const WINDOW_MS = 100;
const MOST = 400;

/** Milliseconds of one product on the current backend: the mean of as many as fill a window, after one to warm up. */
export async function timeProduct({ m, n, k, transposeA, transposeB, batch }: Product): Promise<number> {
  const random = createRandom(5);
  const operand = (rows: number, columns: number): tf.Tensor => {
    const values = Float32Array.from({ length: batch * rows * columns }, () => random.next() - 0.5);
    return tf.tensor(values, batch === 1 ? [rows, columns] : [batch, rows, columns]);
  };
  const a = transposeA ? operand(k, m) : operand(m, k);
  const b = transposeB ? operand(n, k) : operand(k, n);
  const run = async (count: number): Promise<number> => {
    const start = performance.now();
    for (let i = 1; i < count; i++) tf.matMul(a, b, transposeA, transposeB).dispose();
    const last = tf.matMul(a, b, transposeA, transposeB);
    // Read back one number: on WebGPU that waits for all of them.
    const one = tf.slice(tf.reshape(last, [-1]), 0, 1);
    await one.data();
    tf.dispose([last, one]);
    return performance.now() - start;
  };
  await run(1);
  const once = await run(1);
  const count = Math.max(1, Math.min(MOST, Math.round(WINDOW_MS / Math.max(0.01, once))));
  const ms = (await run(count)) / count;
  tf.dispose([a, b]);
  return ms;
}
