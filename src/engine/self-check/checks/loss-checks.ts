import * as tf from '@tensorflow/tfjs';
import { distillation } from '../../../core/reference/distillation';
import { cosineMatrix } from '../../../core/reference/cosine-matrix';
import { infonce, scaled } from '../../../core/reference/infonce';
import type { Matrix } from '../../../core/reference/matrix';
import { numericalGradient } from '../../../core/reference/numerical-gradient';
import {
  bradleyTerry as bradleyTerryOracle,
  partialPlackettLuce,
} from '../../../core/reference/plackett-luce';
import { softNearestNeighbour as softNearestNeighbourOracle } from '../../../core/reference/soft-nearest-neighbour';
import { bradleyTerry } from '../../losses/bradley-terry';
import { scaledSimilarities } from '../../losses/contrastive';
import { distill } from '../../losses/distill';
import { infoNce } from '../../losses/infonce';
import { plackettLuce } from '../../losses/plackett-luce';
import { plainRoles } from '../../losses/plain-roles';
import { softNearestNeighbour } from '../../losses/soft-nearest-neighbour';
import type { HostTensor } from '../../model/weights';
import { TOLERANCE, type Check, type Outputs } from '../check';
import { matrix, scalar, seededInputs } from '../seeded-inputs';
import { valueAndGradients, type Inputs } from '../value-and-gradients';

const QUERIES = 5;
const NEGATIVES = 3;
const WIDTH = 8;
const TEMPERATURE = 0.2;

/** The losses against their definitions in float64 on the host, gradients by finite differences. */
export function lossChecks(): Check[] {
  return [
    ...[false, true].map(infoNceCheck),
    ...(['in', 'out'] as const).map(distillCheck),
    softNearestNeighbourCheck(),
    ...(['Partial Plackett-Luce', 'Bradley-Terry'] as const).map(rankingCheck),
  ];
}

function infoNceCheck(symmetric: boolean): Check {
  const documents = QUERIES + NEGATIVES;
  return lossCheck({
    operation: symmetric ? 'InfoNCE, symmetric' : 'InfoNCE',
    input: `${String(QUERIES)} queries, ${String(documents)} passages`,
    shapes: { queries: [QUERIES, WIDTH], passages: [documents, WIDTH] },
    loss: (inputs) => {
      const [q, d] = [unitRows(matrix(inputs, 'queries')), unitRows(matrix(inputs, 'passages'))];
      return infoNce(q, d, plainRoles(QUERIES, documents), { temperature: TEMPERATURE, symmetric });
    },
    oracle: (input) => {
      const [positives, negatives] = [input('passages').slice(0, QUERIES), input('passages').slice(QUERIES)];
      return infonce({ queries: input('queries'), positives, negatives, tau: TEMPERATURE, symmetric });
    },
  });
}

/** Two positives a query: its labelled passage and its synthetic one. */
function distillCheck(form: 'in' | 'out'): Check {
  const documents = 2 * QUERIES + NEGATIVES;
  const positive = Float32Array.from({ length: QUERIES * documents }, (_, at) => {
    const [query, document] = [Math.floor(at / documents), at % documents];
    return +(document === query || document === QUERIES + query);
  });
  const candidate = new Float32Array(QUERIES * documents).fill(1);
  return lossCheck({
    operation: `Distillation, ${form === 'in' ? 'log of the sum' : 'mean of the logs'}`,
    input: `${String(QUERIES)} queries, ${String(documents)} passages`,
    shapes: { queries: [QUERIES, WIDTH], passages: [documents, WIDTH] },
    loss: (inputs) => {
      const [q, d] = [unitRows(matrix(inputs, 'queries')), unitRows(matrix(inputs, 'passages'))];
      const roles = { queries: QUERIES, documents, positive, candidate };
      return distill(q, d, roles, { temperature: TEMPERATURE, form });
    },
    oracle: (input) => {
      const passages = input('passages');
      const views = [passages.slice(0, QUERIES), passages.slice(QUERIES, 2 * QUERIES)];
      const negatives = passages.slice(2 * QUERIES);
      return distillation({ queries: input('queries'), views, negatives, tau: TEMPERATURE, form });
    },
  });
}

/** Pairs, one list of three, and a row neither of whose passages answers. */
const TIERS = [
  [[0], [5]],
  [[1], [6]],
  [[2], [7], [10]],
  [[3], [8]],
  [[4], [9]],
];
const NEITHER = [false, true, false, false, false];

function rankingCheck(operation: 'Partial Plackett-Luce' | 'Bradley-Terry'): Check {
  const documents = 2 * QUERIES + 1;
  const candidate = new Float32Array(QUERIES * documents).fill(1);
  const ranking = { queries: QUERIES, documents, tiers: TIERS, neither: NEITHER, candidate };
  const isPlackettLuce = operation === 'Partial Plackett-Luce';
  return lossCheck({
    operation,
    input: `${String(QUERIES)} queries, ${String(documents)} ranked passages`,
    shapes: { queries: [QUERIES, WIDTH], passages: [documents, WIDTH] },
    loss: (inputs) => {
      const [q, d] = [unitRows(matrix(inputs, 'queries')), unitRows(matrix(inputs, 'passages'))];
      const scores = scaledSimilarities(q, d, TEMPERATURE);
      return isPlackettLuce ? plackettLuce(scores, ranking) : bradleyTerry(scores, ranking);
    },
    oracle: (input) => {
      const scores = scaled(cosineMatrix(input('queries'), input('passages')), TEMPERATURE);
      const ranked = { scores, tiers: TIERS, neither: NEITHER };
      return isPlackettLuce ? partialPlackettLuce(ranked) : bradleyTerryOracle(ranked);
    },
  });
}

/** Classes of three, two and one: the last has no mate and is no anchor. */
const LABELS = [0, 1, 0, 1, 0, 2];

function softNearestNeighbourCheck(): Check {
  return lossCheck({
    operation: 'Soft nearest neighbour',
    input: `${String(LABELS.length)} rows of 3 classes`,
    shapes: { rows: [LABELS.length, WIDTH], sharpness: [] },
    loss: (inputs) => {
      const inverse = tf.exp<tf.Scalar>(tf.mul(scalar(inputs, 'sharpness'), 0.1));
      return softNearestNeighbour(matrix(inputs, 'rows'), Int32Array.from(LABELS), inverse);
    },
    oracle: (input) => {
      const sharpness = input('sharpness')[0]?.[0] ?? Number.NaN;
      return softNearestNeighbourOracle(input('rows'), LABELS, Math.exp(-0.1 * sharpness));
    },
  });
}

interface LossForms {
  readonly operation: string;
  readonly input: string;
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly loss: (inputs: Inputs) => tf.Scalar;
  /** The loss in float64 of the inputs by name; a scalar is a matrix of one element. */
  readonly oracle: (input: (name: string) => Matrix) => number;
}

function lossCheck({ operation, input, shapes, loss, oracle }: LossForms): Check {
  return {
    operation,
    input,
    tolerance: TOLERANCE,
    compute: () => valueAndGradients(seededInputs(shapes), loss),
    reference: () => Promise.resolve(oracleOutputs(seededInputs(shapes), oracle)),
  };
}

function oracleOutputs(host: ReadonlyMap<string, HostTensor>, oracle: LossForms['oracle']): Outputs {
  const inputs = new Map([...host].map(([name, tensor]) => [name, rowsOf(tensor)]));
  const lookUp = (changed: string, by: Matrix) => (name: string) =>
    name === changed ? by : (inputs.get(name) ?? []);
  const outputs = new Map<string, ArrayLike<number>>([['value', [oracle(lookUp('', []))]]]);
  for (const [name, rows] of inputs) {
    const gradient = numericalGradient((shifted) => oracle(lookUp(name, shifted)), rows);
    outputs.set(`gradient of ${name}`, gradient.flat());
  }
  return outputs;
}

function rowsOf({ shape, values }: HostTensor): number[][] {
  const width = shape.at(-1) ?? 1;
  const count = values.length / width;
  return Array.from({ length: count }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}

function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return tf.div(x, tf.sqrt(tf.sum(tf.square(x), 1, true)));
}
