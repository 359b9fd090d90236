import * as tf from '@tensorflow/tfjs';
import type { TokenBatch } from '../model/token-batch';
import type { TrainedPart } from '../model/trained-part';
import { accumulate, backThrough } from './gradients';

/** What each stage of the trained part reads; the first is the frozen part's output, or null. */
type Inputs = (tf.Tensor2D | null)[];

/**
 * Runs all stages but the last without a graph, keeping of each nothing but its input: the memory of one [N, H] a
 * layer, in place of all that its gradient needs. [Chen et al. 2016, arXiv 1604.06174]
 */
function keepInputs({ stages }: TrainedPart, batch: TokenBatch, prefix: tf.Tensor2D | null): Inputs {
  const inputs: Inputs = [prefix];
  try {
    for (const stage of stages.slice(0, -1)) inputs.push(stage(batch, inputs.at(-1) ?? null));
    return inputs;
  } catch (error) {
    tf.dispose(inputs.flatMap((input) => input ?? []));
    throw error;
  }
}

/** Replays each stage with its graph, from the last to the first, and back-propagates through it alone. */
function backThroughStages(
  { stages, trainable }: TrainedPart,
  batch: TokenBatch,
  inputs: Inputs,
  slope: tf.Tensor2D,
): Map<string, tf.Tensor> {
  const total = new Map<string, tf.Tensor>();
  let dy = slope;
  try {
    for (let at = stages.length - 1; at >= 0; at--) {
      const stage = stages[at];
      const input = inputs[at] ?? null;
      if (stage === undefined) break;
      const wanted = at === 0 ? null : input; // below the first stage all is frozen
      const { gradients, inputSlope } = backThrough(() => stage(batch, input), dy, wanted, trainable);
      dy = inputSlope ?? dy;
      accumulate(total, gradients);
      input?.dispose();
      if (inputSlope === null) break;
    }
    return total;
  } catch (error) {
    tf.dispose([dy, ...total.values()]);
    throw error;
  }
}

/**
 * The gradient of a function of the embeddings, keeping the inputs of the layers and computing all else a second time
 * in the backward pass. Takes `prefix` and disposes it.
 * @param slopeOf Gives the function's gradient with respect to the embeddings [B, H]; what it is given computes them,
 * where it needs them.
 */
export function recomputedGradients(
  part: TrainedPart,
  batch: TokenBatch,
  prefix: tf.Tensor2D | null,
  slopeOf: (embed: () => tf.Tensor2D) => tf.Tensor2D,
): Map<string, tf.Tensor> {
  const inputs = keepInputs(part, batch, prefix);
  try {
    const last = part.stages.at(-1);
    if (last === undefined) throw new Error('nothing is trained');
    const slope = slopeOf(() => last(batch, inputs.at(-1) ?? null));
    return backThroughStages(part, batch, inputs, slope);
  } finally {
    tf.dispose(inputs.flatMap((input) => input ?? []));
  }
}
