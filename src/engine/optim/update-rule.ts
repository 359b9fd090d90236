import type * as tf from '@tensorflow/tfjs';

/** One weight in a step. */
export interface Update {
  readonly name: string;
  readonly weight: tf.Variable;
  readonly gradient: tf.Tensor;
  /** Weight decay, 0 where there is none. */
  readonly decay: number;
}

/** The numbers of a step. */
export interface StepNumbers {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Largest norm of the whole gradient; 0: no clipping. */
  readonly clip: number;
  /** Steps up to now, this one included: what the bias correction depends on. */
  readonly count: number;
}

/** AdamW's arithmetic on one kind of backend, with the moments, which it keeps by the weights' names. */
export interface UpdateRule {
  /** Makes the moments of these weights, of which some may be there already. */
  reserve(weights: ReadonlyMap<string, tf.Variable>): void;
  /** Moves the weights in place. @returns the norm of the whole gradient before clipping, for the caller to dispose. */
  step(updates: readonly Update[], numbers: StepNumbers): tf.Scalar;
  dispose(): void;
}
