import * as tf from '@tensorflow/tfjs';
import type { TrainedPart } from '../model/trained-part';
import { disposeBatch, packSequences } from '../model/token-batch';
import { batchLoss, type LossSettings } from './batch-loss';
import type { TrainingBatch } from './build-batch';
import { accumulate, gradientsOf } from './gradients';

/** A batch with its token ids: sequences of the queries, then of the documents. */
export interface TokenisedBatch {
  readonly batch: TrainingBatch;
  readonly sequences: readonly Int32Array[];
}

export interface BatchGradients {
  readonly gradients: Map<string, tf.Tensor>;
  /** [loss, mean cosine to the labelled passage, mean cosine to the hardest negative]. The caller disposes it. */
  readonly numbers: tf.Tensor1D;
}

/** What the gradients are taken of: the encoder's trained part and, where it is learned, the temperature. */
export interface Objective {
  readonly part: TrainedPart;
  readonly settings: LossSettings;
  /** log(1 / T), or null. */
  readonly logInverse: tf.Variable | null;
  /** Packed rows are rounded up to a multiple of this. */
  readonly roundTo: number;
}

function trainables({ part, logInverse }: Objective): Map<string, tf.Variable> {
  const all = new Map(part.trainable);
  if (logInverse !== null) all.set('logInverseTemperature', logInverse);
  return all;
}

/** The gradient of the whole batch in one graph. */
export function wholeBatchGradients(
  objective: Objective,
  { batch, sequences }: TokenisedBatch,
): BatchGradients {
  const { part, settings, logInverse, roundTo } = objective;
  const tokens = packSequences(sequences, roundTo);
  const prefix = part.prefix(tokens);
  let numbers: tf.Tensor1D | undefined;
  const { loss, gradients } = gradientsOf(() => {
    const [q, d] = splitEmbeddings(part.embed(tokens, prefix), batch);
    const value = batchLoss(q, d, batch, settings, logInverse as tf.Scalar | null); // a variable of rank 0
    numbers = tf.keep(reportedNumbers(value, q, d, batch));
    return value;
  }, trainables(objective));
  tf.dispose([loss, prefix ?? []]);
  disposeBatch(tokens);
  if (numbers === undefined) throw new Error('the loss was not computed');
  return { gradients, numbers };
}

/**
 * The same gradient with the memory of one mini-batch (GradCache, arXiv 2101.06983): embed mini-batches without a
 * graph; take the loss's gradient u with respect to the embeddings; replay each mini-batch with its graph and
 * back-propagate the dot product of its embeddings with u.
 * @param miniBatch Rows of the batch that are held at once.
 * @param between Called between two mini-batches, so that a pause or a cancel need not wait for the whole step.
 */
export async function cachedGradients(
  objective: Objective,
  tokenised: TokenisedBatch,
  miniBatch: number,
  between: () => Promise<void>,
): Promise<BatchGradients> {
  const { batch, sequences } = tokenised;
  const groups = groupsOf(batch, miniBatch);
  const embeddings = await embedGroups(objective, sequences, groups, between);
  const { gradients, slopes, numbers } = lossSlopes(objective, batch, embeddings);
  const u = await slopes.data<'float32'>();
  const width = slopes.shape[1];
  slopes.dispose();
  try {
    for (const group of groups) {
      await between();
      const own = group.map((at) => sequences[at] ?? new Int32Array());
      accumulate(gradients, replay(objective, own, gatherRows(u, group, width), width));
    }
  } catch (error) {
    tf.dispose([numbers, ...gradients.values()]);
    throw error;
  }
  return { gradients, numbers };
}

/** Indices into [queries; documents], grouped by the rows they belong to. */
function groupsOf({ queries, owners }: TrainingBatch, miniBatch: number): number[][] {
  const groups = Array.from({ length: Math.ceil(queries.length / miniBatch) }, (): number[] => []);
  queries.forEach((_, row) => groups[Math.floor(row / miniBatch)]?.push(row));
  owners.forEach((owner, j) => groups[Math.floor(owner / miniBatch)]?.push(queries.length + j));
  return groups;
}

async function embedGroups(
  { part, roundTo }: Objective,
  sequences: readonly Int32Array[],
  groups: readonly (readonly number[])[],
  between: () => Promise<void>,
): Promise<tf.Tensor2D> {
  let width = 0;
  const rows: Float32Array[] = [];
  for (const group of groups) {
    await between();
    const tokens = packSequences(
      group.map((at) => sequences[at] ?? new Int32Array()),
      roundTo,
    );
    const embedded = tf.tidy(() => part.embed(tokens, part.prefix(tokens)));
    width = embedded.shape[1];
    const values = await embedded.data<'float32'>();
    group.forEach((at, i) => (rows[at] = values.slice(i * width, (i + 1) * width)));
    embedded.dispose();
    disposeBatch(tokens);
  }
  const all = new Float32Array(sequences.length * width);
  rows.forEach((row, at) => {
    all.set(row, at * width);
  });
  return tf.tensor2d(all, [sequences.length, width]);
}

/** The loss on detached embeddings: its gradient with respect to them and to the temperature. */
function lossSlopes({ settings, logInverse }: Objective, batch: TrainingBatch, embeddings: tf.Tensor2D) {
  const detached = tf.variable<tf.Rank>(embeddings);
  embeddings.dispose();
  const variables = new Map([['embeddings', detached]]);
  if (logInverse !== null) variables.set('logInverseTemperature', logInverse);
  let numbers: tf.Tensor1D | undefined;
  const { loss, gradients } = gradientsOf(() => {
    const [q, d] = splitEmbeddings(detached as tf.Tensor as tf.Tensor2D, batch); // made of a matrix
    const value = batchLoss(q, d, batch, settings, logInverse as tf.Scalar | null); // a variable of rank 0
    numbers = tf.keep(reportedNumbers(value, q, d, batch));
    return value;
  }, variables);
  loss.dispose();
  detached.dispose();
  const slopes = gradients.get('embeddings');
  if (slopes === undefined || numbers === undefined)
    throw new Error('the loss does not depend on the embeddings');
  gradients.delete('embeddings');
  return { gradients, slopes: slopes as tf.Tensor2D, numbers }; // the shape of the embeddings
}

function replay(objective: Objective, sequences: readonly Int32Array[], slope: Float32Array, width: number) {
  const { part, roundTo } = objective;
  const tokens = packSequences(sequences, roundTo);
  const prefix = part.prefix(tokens);
  const u = tf.tensor2d(slope, [sequences.length, width]);
  const { loss, gradients } = gradientsOf(
    () => tf.sum(tf.mul(part.embed(tokens, prefix), u)),
    part.trainable,
  );
  tf.dispose([loss, u, prefix ?? []]);
  disposeBatch(tokens);
  return gradients;
}

function gatherRows(values: Float32Array, rows: readonly number[], width: number): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    gathered.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return gathered;
}

function splitEmbeddings(
  all: tf.Tensor2D,
  { queries, documents }: TrainingBatch,
): [tf.Tensor2D, tf.Tensor2D] {
  return [
    tf.slice(all, [0, 0], [queries.length, -1]),
    tf.slice(all, [queries.length, 0], [documents.length, -1]),
  ];
}

/** Loss and the two similarities of the curves, side by side so that one read-back fetches them. */
function reportedNumbers(
  loss: tf.Scalar,
  q: tf.Tensor2D,
  d: tf.Tensor2D,
  { roles, queries }: TrainingBatch,
): tf.Tensor1D {
  return tf.tidy(() => {
    const cosines = tf.matMul(q, d, false, true);
    const labelled = tf.sum(tf.mul(q, tf.slice(d, [0, 0], [queries.length, -1])), 1);
    // Positives and masked documents are no negatives: push them far down.
    const penalty = roles.positive.map((positive, at) =>
      positive === 1 || roles.candidate[at] === 0 ? -1e9 : 0,
    );
    const hardest = tf.max(tf.add(cosines, tf.tensor2d(penalty, [roles.queries, roles.documents])), 1);
    return tf.stack([loss, tf.mean(labelled), tf.mean(tf.maximum(hardest, -1))]) as tf.Tensor1D; // three scalars
  });
}
