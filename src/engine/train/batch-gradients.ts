import * as tf from '@tensorflow/tfjs';
import type { Settings } from '../../core/settings/settings';
import type { TrainedPart } from '../model/trained-part';
import { disposeBatch, packSequences, type TokenBatch } from '../model/token-batch';
import { batchLoss, type LossSettings } from './batch-loss';
import type { TrainingBatch } from './build-batch';
import { accumulate, backThrough, gradientsOf } from './gradients';
import { recomputedGradients } from './recompute';

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
  readonly settings: LossSettings & Pick<Settings, 'recompute'>;
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

/** The gradient of the whole batch at once. */
export function wholeBatchGradients(objective: Objective, tokenised: TokenisedBatch): BatchGradients {
  return withTokens(objective, tokenised.sequences, (tokens, prefix) =>
    objective.settings.recompute
      ? recomputedBatch(objective, tokenised.batch, tokens, prefix)
      : batchInOneGraph(objective, tokenised.batch, tokens, prefix),
  );
}

function batchInOneGraph(
  objective: Objective,
  batch: TrainingBatch,
  tokens: TokenBatch,
  prefix: tf.Tensor2D | null,
): BatchGradients {
  const { part, settings, logInverse } = objective;
  return withNumbers((report) => {
    const { loss, gradients } = gradientsOf(() => {
      const [q, d] = splitEmbeddings(part.embed(tokens, prefix), batch);
      const value = batchLoss(q, d, batch, settings, logInverse as tf.Scalar | null); // a variable of rank 0
      report(reportedNumbers(value, q, d, batch));
      return value;
    }, trainables(objective));
    loss.dispose();
    return gradients;
  });
}

function recomputedBatch(
  objective: Objective,
  batch: TrainingBatch,
  tokens: TokenBatch,
  prefix: tf.Tensor2D | null,
): BatchGradients {
  return withNumbers((report) => {
    const all = new Map<string, tf.Tensor>();
    try {
      const ofWeights = recomputedGradients(objective.part, tokens, prefix, (embed) => {
        const { gradients, slopes, numbers } = lossSlopes(objective, batch, embed());
        report(numbers);
        accumulate(all, gradients);
        return slopes;
      });
      accumulate(all, ofWeights);
      return all;
    } catch (error) {
      tf.dispose([...all.values()]);
      throw error;
    }
  });
}

/**
 * The same gradient with the memory of one mini-batch (GradCache, arXiv 2101.06983): embed mini-batches without a
 * graph; take the loss's gradient u with respect to the embeddings; replay each mini-batch with its graph and
 * back-propagate u through it. Everything stays on the device.
 * @param miniBatch Rows of the batch that are held at once.
 * @param between Called between two mini-batches, so that a pause or a cancel need not wait for the whole step.
 */
export async function cachedGradients(
  objective: Objective,
  { batch, sequences }: TokenisedBatch,
  miniBatch: number,
  between: () => Promise<void>,
): Promise<BatchGradients> {
  const groups = groupsOf(batch, miniBatch);
  const embeddings = await embedGroups(objective, sequences, groups, between);
  const { gradients, slopes, numbers } = lossSlopes(objective, batch, embeddings);
  try {
    for (const group of groups) {
      await between();
      const own = group.map((at) => sequences[at] ?? new Int32Array());
      accumulate(gradients, replay(objective, own, gatherRows(slopes, group)));
    }
    return { gradients, numbers };
  } catch (error) {
    tf.dispose([numbers, ...gradients.values()]);
    throw error;
  } finally {
    slopes.dispose();
  }
}

/** Indices into [queries; documents], grouped by the rows they belong to. */
function groupsOf({ queries, owners }: TrainingBatch, miniBatch: number): number[][] {
  const groups = Array.from({ length: Math.ceil(queries.length / miniBatch) }, (): number[] => []);
  queries.forEach((_, row) => groups[Math.floor(row / miniBatch)]?.push(row));
  owners.forEach((owner, j) => groups[Math.floor(owner / miniBatch)]?.push(queries.length + j));
  return groups;
}

/** Embeddings of all sequences, in their order. */
async function embedGroups(
  objective: Objective,
  sequences: readonly Int32Array[],
  groups: readonly (readonly number[])[],
  between: () => Promise<void>,
): Promise<tf.Tensor2D> {
  const parts: tf.Tensor2D[] = [];
  try {
    for (const group of groups) {
      await between();
      const own = group.map((at) => sequences[at] ?? new Int32Array());
      parts.push(withTokens(objective, own, (tokens, prefix) => objective.part.embed(tokens, prefix)));
    }
    const places: number[] = [];
    groups.flat().forEach((at, row) => (places[at] = row));
    return tf.tidy(() => gatherRows(tf.concat2d(parts, 0), places));
  } finally {
    tf.dispose(parts);
  }
}

/** The loss on detached embeddings, which it takes: its gradient with respect to them and to the temperature. */
function lossSlopes({ settings, logInverse }: Objective, batch: TrainingBatch, embeddings: tf.Tensor2D) {
  const detached = tf.variable<tf.Rank>(embeddings);
  embeddings.dispose();
  const variables = new Map([['embeddings', detached]]);
  if (logInverse !== null) variables.set('logInverseTemperature', logInverse);
  try {
    const { gradients, numbers } = withNumbers((report) => {
      const found = gradientsOf(() => {
        const [q, d] = splitEmbeddings(detached as tf.Tensor as tf.Tensor2D, batch); // made of a matrix
        const value = batchLoss(q, d, batch, settings, logInverse as tf.Scalar | null); // a variable of rank 0
        report(reportedNumbers(value, q, d, batch));
        return value;
      }, variables);
      found.loss.dispose();
      return found.gradients;
    });
    const slopes = gradients.get('embeddings');
    if (slopes === undefined) throw new Error('the loss does not depend on the embeddings');
    gradients.delete('embeddings');
    return { gradients, slopes: slopes as tf.Tensor2D, numbers }; // the shape of the embeddings
  } finally {
    detached.dispose();
  }
}

/** Back-propagates `slope` [sequences, H], which it takes, through the encoder. */
function replay(objective: Objective, sequences: readonly Int32Array[], slope: tf.Tensor2D) {
  const { part, settings } = objective;
  try {
    return withTokens(objective, sequences, (tokens, prefix) =>
      settings.recompute
        ? recomputedGradients(part, tokens, prefix, () => slope)
        : backThrough(() => part.embed(tokens, prefix), slope, null, part.trainable).gradients,
    );
  } finally {
    slope.dispose();
  }
}

/** Puts sequences and the frozen part's output on the device for as long as `use` takes. */
function withTokens<T>(
  { part, roundTo }: Objective,
  sequences: readonly Int32Array[],
  use: (tokens: TokenBatch, prefix: tf.Tensor2D | null) => T,
): T {
  const tokens = packSequences(sequences, roundTo);
  let prefix: tf.Tensor2D | null = null;
  try {
    prefix = part.prefix(tokens);
    return use(tokens, prefix);
  } finally {
    prefix?.dispose();
    disposeBatch(tokens);
  }
}

/** Runs `compute`, whose loss reports its numbers on the way; keeps them, unless it fails. */
function withNumbers(
  compute: (report: (numbers: tf.Tensor1D) => void) => Map<string, tf.Tensor>,
): BatchGradients {
  const reported: tf.Tensor1D[] = [];
  try {
    const gradients = compute((numbers) => reported.push(tf.keep(numbers)));
    const [numbers] = reported;
    if (numbers === undefined) throw new Error('the loss was not computed');
    return { gradients, numbers };
  } catch (error) {
    tf.dispose(reported);
    throw error;
  }
}

/** Row `rows[i]` of x as row i. */
function gatherRows(x: tf.Tensor2D, rows: readonly number[]): tf.Tensor2D {
  return tf.tidy(() => tf.gather(x, tf.tensor1d([...rows], 'int32')));
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
