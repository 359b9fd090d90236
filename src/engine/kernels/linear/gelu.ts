import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernel, withGradient } from '../run-kernel';

/** GELU(x) = x Phi(x), exact form (erf). [Hendrycks & Gimpel 2016] Any shape. */
export function gelu<T extends tf.Tensor>(x: T): T {
  return (hasKernel('KennelGelu') ? fusedGelu(x) : plainGelu(x)) as T; // element-wise: the shape of x
}

export function plainGelu(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)));
}

function fusedGelu(x: tf.Tensor): tf.Tensor {
  return withGradient(
    [x],
    () => ({ value: runKernel('KennelGelu', { x }), saved: [x], activations: [x] }),
    (dy, [input]) => {
      if (input === undefined) throw new Error('gelu: the saved input is missing');
      return [runKernel('KennelGeluGradient', { x: input, dy })];
    },
  );
}
