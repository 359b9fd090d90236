import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../core/random/random';
import type { HostTensor } from '../model/weights';
import type { Inputs } from './value-and-gradients';

const SEED = 2024;

/** Shapes by name -> standard normal values, the same on every device. */
export function seededInputs(shapes: Readonly<Record<string, number[]>>): Map<string, HostTensor> {
  const random = createRandom(SEED);
  const normal = (shape: number[]): HostTensor => {
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
    return { shape, values };
  };
  return new Map(Object.entries(shapes).map(([name, shape]) => [name, normal(shape)]));
}

export function matrix(inputs: Inputs, name: string): tf.Tensor2D {
  return ofRank(inputs, name, 2) as tf.Tensor2D; // checked there
}

export function vector(inputs: Inputs, name: string): tf.Tensor1D {
  return ofRank(inputs, name, 1) as tf.Tensor1D; // checked there
}

export function scalar(inputs: Inputs, name: string): tf.Scalar {
  return ofRank(inputs, name, 0) as tf.Scalar; // checked there
}

function ofRank(inputs: Inputs, name: string, rank: number): tf.Tensor {
  const input = inputs.get(name);
  if (input?.rank !== rank) throw new Error(`the check has no input "${name}" of rank ${String(rank)}`);
  return input;
}
