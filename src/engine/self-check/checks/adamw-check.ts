import * as tf from '@tensorflow/tfjs';
import { ADAMW_DEFAULTS, AdamW } from '../../optim/adamw';
import { disposeWeights, downloadWeights, uploadWeights, type HostTensor } from '../../model/weights';
import { TOLERANCE, type Check, type Outputs } from '../check';
import { seededInputs } from '../seeded-inputs';

const STEPS = 3;
const RATE = 0.1;
/** A tensor that is decayed and one that is not. */
const SHAPES = { 'dense.weight': [33, 50], 'dense.bias': [71] };

/** Gradients of a norm that is clipped; the change of the weights is compared, which is small beside the weights. */
export function adamWCheck(): Check {
  return {
    operation: `AdamW, ${String(STEPS)} steps`,
    input: Object.values(SHAPES)
      .map((shape) => shape.join(' x '))
      .join(', '),
    tolerance: TOLERANCE,
    compute: takeSteps,
    reference: takeSteps, // on the plain CPU backend it takes its plain path
  };
}

async function takeSteps(): Promise<Outputs> {
  const before = seededInputs(SHAPES);
  const weights = uploadWeights(before);
  const optimiser = new AdamW(ADAMW_DEFAULTS);
  const outputs = new Map<string, ArrayLike<number>>();
  try {
    for (let step = 1; step <= STEPS; step++) {
      const norm = optimiser.step(weights, gradientsOfStep(before, step), RATE);
      outputs.set(`norm of step ${String(step)}`, await norm.data());
      norm.dispose();
    }
    for (const [name, after] of await downloadWeights(weights))
      outputs.set(`change of ${name}`, difference(after, before.get(name)));
    return outputs;
  } finally {
    optimiser.dispose();
    disposeWeights(weights);
  }
}

/** Other gradients at every step, so that the moments matter. */
function gradientsOfStep(weights: ReadonlyMap<string, HostTensor>, step: number): Map<string, tf.Tensor> {
  const gradient = ({ values, shape }: HostTensor): tf.Tensor =>
    tf.tensor(
      values.map((value, i) => value * Math.cos(i + step)),
      [...shape],
    );
  return new Map([...weights].map(([name, tensor]) => [name, gradient(tensor)]));
}

function difference(after: HostTensor, before: HostTensor | undefined): Float32Array {
  return after.values.map((value, i) => value - (before?.values[i] ?? Number.NaN));
}
