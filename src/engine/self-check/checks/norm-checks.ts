import { embedNorm, plainEmbedNorm } from '../../kernels/embed-norm/embed-norm';
import { layerNorm, plainLayerNorm, type LayerNormWeights } from '../../kernels/layer-norm/layer-norm';
import { packSequences } from '../../model/token-batch';
import type { Check } from '../check';
import { operationCheck } from '../operation-check';
import { matrix, vector } from '../seeded-inputs';
import type { Inputs } from '../value-and-gradients';

const EPSILON = 1e-5;

function weights(inputs: Inputs): LayerNormWeights {
  return { gamma: vector(inputs, 'gamma'), beta: vector(inputs, 'beta'), epsilon: EPSILON };
}

export function normChecks(): Check[] {
  return [
    operationCheck({
      operation: 'LayerNorm',
      input: '300 x 130',
      shapes: { x: [300, 130], gamma: [130], beta: [130] },
      fused: (inputs) => layerNorm(matrix(inputs, 'x'), null, weights(inputs)),
      plain: (inputs) => plainLayerNorm(matrix(inputs, 'x'), null, weights(inputs)),
    }),
    operationCheck({
      operation: 'Residual + LayerNorm',
      input: '129 x 384',
      shapes: { x: [129, 384], residual: [129, 384], gamma: [384], beta: [384] },
      fused: (inputs) => layerNorm(matrix(inputs, 'x'), matrix(inputs, 'residual'), weights(inputs)),
      plain: (inputs) => plainLayerNorm(matrix(inputs, 'x'), matrix(inputs, 'residual'), weights(inputs)),
    }),
    embedNormCheck(),
  ];
}

/** Tokens that occur often, once and never: each adds what it should to the gradient of its row. */
const SEQUENCES = [Int32Array.of(3, 3, 0, 10), Int32Array.of(10), Int32Array.of(5, 3, 12)];

function embedNormCheck(): Check {
  const width = 34;
  const run =
    (operation: typeof embedNorm) =>
    (inputs: Inputs): ReturnType<typeof embedNorm> => {
      const [word, position, type] = ['word', 'position', 'type'].map((name) => matrix(inputs, name));
      if (!word || !position || !type) throw new Error('three tables expected');
      return operation(packSequences(SEQUENCES), { word, position, type }, weights(inputs));
    };
  return operationCheck({
    operation: 'Embeddings + LayerNorm',
    input: `8 tokens, ${String(width)} wide`,
    shapes: { word: [13, width], position: [6, width], type: [2, width], gamma: [width], beta: [width] },
    fused: run(embedNorm),
    plain: run(plainEmbedNorm),
  });
}
