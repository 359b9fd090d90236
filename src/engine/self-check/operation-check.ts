import type * as tf from '@tensorflow/tfjs';
import { TOLERANCE, type Check } from './check';
import { seededInputs } from './seeded-inputs';
import { valueAndGradients, type Inputs } from './value-and-gradients';

/** A differentiable operation in two forms over the same inputs. */
export interface OperationForms {
  readonly operation: string;
  readonly input: string;
  /** Shapes of what it is differentiated by, by name. */
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly fused: (inputs: Inputs) => tf.Tensor;
  /** The same from stock operations. */
  readonly plain: (inputs: Inputs) => tf.Tensor;
}

/** Compares value and every gradient of the fused form with the plain one's. */
export function operationCheck({ operation, input, shapes, fused, plain }: OperationForms): Check {
  return {
    operation,
    input,
    tolerance: TOLERANCE,
    compute: () => valueAndGradients(seededInputs(shapes), fused),
    reference: () => valueAndGradients(seededInputs(shapes), plain),
  };
}
