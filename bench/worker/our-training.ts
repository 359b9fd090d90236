import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../src/core/random/random';
import { defaultSettings } from '../../src/core/settings/settings';
import type { EncoderOptions } from '../../src/engine/model/encoder';
import { encode } from '../../src/engine/model/encoder';
import { disposeBatch, packSequences } from '../../src/engine/model/token-batch';
import { trainedPart } from '../../src/engine/model/trained-part';
import { uploadWeights } from '../../src/engine/model/weights';
import { ADAMW_DEFAULTS, AdamW } from '../../src/engine/optim/adamw';
import { wholeBatchGradients, type Objective } from '../../src/engine/train/batch-gradients';
import type { TrainingBatch } from '../../src/engine/train/build-batch';
import type { Batch, Shape } from '../shapes';
import { configOf, randomSequences, randomWeights } from './random-weights';

const RATE = 1e-4;

/** Training steps of the app's own encoder, loss and optimiser, on random weights and texts. */
export interface OurTraining {
  readonly parameters: number;
  /** One step on the batch it was made for; its loss. */
  step(): Promise<number>;
  /** A step, or an embedding pass, on texts of random lengths up to those of the batch. */
  mixedWork(work: 'training' | 'embedding', index: number, batch: Batch): Promise<void>;
}

export function createOurTraining(shape: Shape, batch: Batch): OurTraining {
  const weights = uploadWeights(
    new Map(
      [...randomWeights(shape)].map(({ name, shape: size, values }) => [name, { shape: size, values }]),
    ),
  );
  const options: EncoderOptions = { config: configOf(shape), pooling: 'mean', normalise: true };
  const settings = { ...defaultSettings(), loss: 'infonce', temperature: 0.05, symmetric: false } as const;
  const part = trainedPart(weights, options, settings);
  const roundTo = tf.getBackend() === 'webgpu' ? 256 : 1;
  const objective: Objective = { part, settings, logInverse: null, roundTo };
  const optimiser = new AdamW(ADAMW_DEFAULTS);

  const step = async (sequences: readonly Int32Array[]): Promise<number> => {
    const work = { batch: pairsOf(sequences.length / 2), sequences };
    const { gradients, numbers } = wholeBatchGradients(objective, work);
    const norm = optimiser.step(weights, gradients, RATE);
    const [loss = Number.NaN] = await numbers.data();
    await norm.data();
    tf.dispose([numbers, norm]);
    return loss;
  };
  const embed = async (sequences: readonly Int32Array[]): Promise<void> => {
    const packed = packSequences(sequences, roundTo);
    const embeddings = encode(weights, options, packed);
    disposeBatch(packed);
    await embeddings.data();
    embeddings.dispose();
  };
  const sequences = randomSequences(shape, batch);
  return {
    parameters: [...weights.values()].reduce((sum, { size }) => sum + size, 0),
    step: () => step(sequences),
    mixedWork: async (work, index, most) => {
      const texts = cut(randomSequences(shape, most, index), index);
      await (work === 'training' ? step(texts) : embed(texts));
    },
  };
}

/** A batch of labelled pairs: document i answers query i, all others are negatives. */
function pairsOf(rows: number): TrainingBatch {
  const positive = Float32Array.from({ length: rows * rows }, (_, at) => Number(at % (rows + 1) === 0));
  const candidate = new Float32Array(rows * rows).fill(1);
  const texts = Array.from({ length: rows }, () => '');
  return {
    queries: texts,
    documents: texts,
    owners: Int32Array.from({ length: rows }, (_, at) => at),
    roles: { queries: rows, documents: rows, positive, candidate },
  };
}

/** Each text cut to a random length of at least three tokens. */
function cut(sequences: readonly Int32Array[], seed: number): Int32Array[] {
  const random = createRandom(seed + 1);
  return sequences.map((sequence) => sequence.subarray(0, 3 + random.int(sequence.length - 2)));
}
