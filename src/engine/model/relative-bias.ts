import * as tf from '@tensorflow/tfjs';
import { relativeBucket } from '../../core/models/relative-bucket';

/** Reaches are multiples of this, so that few shapes occur. */
const REACH_UNIT = 16;

/**
 * The relative-position bias of every head at every distance that a batch needs, from the table by buckets
 * [buckets, heads] -> [heads, 2R - 1], R >= longest: entry R - 1 + (j - i) is for query i and key j.
 */
export function relativeBias(table: tf.Tensor2D, longest: number): tf.Tensor2D {
  return tf.tidy(() => {
    const buckets = table.shape[0];
    const reach = Math.ceil(longest / REACH_UNIT) * REACH_UNIT;
    const distances = 2 * reach - 1;
    // A product with ones and zeros is a look-up whose gradient is a product too, and adds in a fixed order.
    const chosen = new Float32Array(buckets * distances);
    for (let at = 0; at < distances; at++)
      chosen[relativeBucket(at - (reach - 1), buckets) * distances + at] = 1;
    return tf.matMul(table, tf.tensor2d(chosen, [buckets, distances]), true, false);
  });
}
