import * as tf from '@tensorflow/tfjs';
import { plainGelu } from '../../kernels/linear/gelu';
import { linear, linearGelu } from '../../kernels/linear/linear';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix, vector } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

/** Rows, inputs, outputs: one row; an odd shape; one with whole and broken tiles, as wide as a small model. */
const SHAPES = [
  [1, 32, 48],
  [33, 50, 71],
  [129, 128, 192],
] as const;

export function linearChecks(): Check[] {
  return SHAPES.flatMap(([rows, width, outputs]) => {
    const input = `${String(rows)} x ${String(width)} to ${String(outputs)}`;
    const shapes = { x: [rows, width], w: [outputs, width], b: [outputs] };
    return [
      operationCheck({
        operation: 'Linear',
        input,
        shapes,
        fused: (inputs) => linear(...parts(inputs)),
        plain: plainLinear,
      }),
      operationCheck({
        operation: 'Linear + GELU',
        input,
        shapes,
        fused: (inputs) => linearGelu(...parts(inputs)),
        plain: (inputs) => plainGelu(plainLinear(inputs)),
      }),
    ];
  });
}

function parts(inputs: Inputs): [x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D] {
  return [matrix(inputs, 'x'), matrix(inputs, 'w'), vector(inputs, 'b')];
}

function plainLinear(inputs: Inputs): tf.Tensor {
  const [x, w, b] = parts(inputs);
  return tf.add(tf.matMul(x, w, false, true), b);
}
