import * as tf from '@tensorflow/tfjs';
import { plainGelu } from '../../kernels/linear/gelu';
import { linear, linearGelu } from '../../kernels/linear/linear';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix, vector } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

type Shape = readonly [rows: number, inputs: number, outputs: number];

/** Sides that are no multiple of anything; whole and broken tiles; sums so long that a GPU splits them. */
const ODD: Shape = [33, 50, 71];
const TILES: Shape = [129, 128, 192];
const LONG_SUMS: Shape = [9, 1030, 48];

export function linearChecks(): Check[] {
  const oneRow: Shape = [1, 32, 48];
  // The gradients of x and of w sum over the outputs and over the rows.
  const longGradients: readonly Shape[] = [
    [9, 48, 1030],
    [1030, 20, 24],
  ];
  return [
    ...[oneRow, ODD, TILES, LONG_SUMS, ...longGradients].map((shape) =>
      check('Linear', shape, (inputs) => linear(...parts(inputs)), plainLinear),
    ),
    ...[ODD, TILES, LONG_SUMS].map((shape) =>
      check(
        'Linear + GELU',
        shape,
        (inputs) => linearGelu(...parts(inputs)),
        (inputs) => plainGelu(plainLinear(inputs)),
      ),
    ),
  ];
}

function check(
  operation: string,
  [rows, width, outputs]: Shape,
  fused: (inputs: Inputs) => tf.Tensor,
  plain: (inputs: Inputs) => tf.Tensor,
): Check {
  const input = `${String(rows)} x ${String(width)} to ${String(outputs)}`;
  const shapes = { x: [rows, width], w: [outputs, width], b: [outputs] };
  return operationCheck({ operation, input, shapes, fused, plain });
}

function parts(inputs: Inputs): [x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D] {
  return [matrix(inputs, 'x'), matrix(inputs, 'w'), vector(inputs, 'b')];
}

function plainLinear(inputs: Inputs): tf.Tensor {
  const [x, w, b] = parts(inputs);
  return tf.add(tf.matMul(x, w, false, true), b);
}
