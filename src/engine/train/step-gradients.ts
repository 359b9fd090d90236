import * as tf from '@tensorflow/tfjs';
import { isOutOfMemory } from '../backend/out-of-memory';
import { withinMemory } from '../backend/within-memory';
import {
  cachedGradients,
  wholeBatchGradients,
  type BatchGradients,
  type Objective,
  type TokenisedBatch,
} from './batch-gradients';

/** The gradients of one step after the other, in mini-batches that fit into memory. */
export class StepGradients {
  readonly #objective: Objective;
  readonly #between: () => Promise<void>;
  /** Rows at once; 0: the whole batch. */
  #miniBatch: number;

  /** @param between See `cachedGradients`. */
  constructor(objective: Objective, miniBatch: number, between: () => Promise<void>) {
    this.#objective = objective;
    this.#miniBatch = miniBatch;
    this.#between = between;
  }

  /** Rows at once; 0: the whole batch. */
  get miniBatch(): number {
    return this.#miniBatch;
  }

  /**
   * The gradients of a batch. When memory runs out the mini-batch is halved, for good, and the batch is computed
   * again: the gradient is the same, and nothing of the failed attempt is left.
   * @throws OutOfMemoryError when a single row does not fit.
   */
  async compute(tokenised: TokenisedBatch): Promise<BatchGradients> {
    const rows = tokenised.batch.queries.length;
    for (;;) {
      const atOnce = this.#miniBatch > 0 && this.#miniBatch < rows ? this.#miniBatch : rows;
      try {
        return await withinMemory(() => this.#attempt(tokenised, atOnce), discard);
      } catch (error) {
        if (!isOutOfMemory(error) || atOnce === 1) throw error;
        this.#miniBatch = Math.ceil(atOnce / 2);
      }
    }
  }

  async #attempt(tokenised: TokenisedBatch, atOnce: number): Promise<BatchGradients> {
    return atOnce < tokenised.batch.queries.length
      ? cachedGradients(this.#objective, tokenised, atOnce, this.#between)
      : wholeBatchGradients(this.#objective, tokenised);
  }
}

function discard({ gradients, numbers }: BatchGradients): void {
  tf.dispose([numbers, ...gradients.values()]);
}
