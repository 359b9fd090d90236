import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createSampler } from '../../core/data/sampler';
import { planMemory } from '../../core/memory/plan-memory';
import { summariseLengths } from '../../core/memory/text-lengths';
import { expectedTensors, parameterCount } from '../../core/models/expected-tensors';
import type { EncoderConfig } from '../../core/models/encoder-config';
import { createRandom } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { BiEncoder } from '../model/bi-encoder';
import { disposeWeights, uploadWeights } from '../model/weights';
import { microJob, microRows, runToEnd } from '../testing/micro-job';

const SEED = 7;
const WORDS = 40;

type Shape = Pick<EncoderConfig, 'layers' | 'hidden' | 'intermediate' | 'heads' | 'vocabulary'>;

/** A run of four steps of a model of this shape with weights of random numbers: what was planned, what was held. */
async function planAndMeasure(
  shape: Shape,
  change: Partial<Settings>,
): Promise<[planned: number, held: number]> {
  const random = createRandom(SEED);
  const batch = change.batch ?? 16;
  const rows = microRows(4 * batch, () => 4 + random.int(WORDS));
  const micro = await microJob({ batch, epochs: 1, evalEvery: 1e6, ...change }, [], rows);
  const config: EncoderConfig = { ...micro.model.setup.config, ...shape };
  const normal = (): number => 0.02 * (random.next() + random.next() - 1);
  const weights = uploadWeights(
    new Map(
      [...expectedTensors(config)].map(([name, sizes]) => [
        name,
        { shape: sizes, values: Float32Array.from({ length: tf.util.sizeFromShape(sizes) }, normal) },
      ]),
    ),
  );
  disposeWeights(micro.model.weights);
  const model = new BiEncoder({ ...micro.model.setup, config, maxLength: WORDS }, weights);
  const sampler = createSampler({ rows, batch, seed: SEED });
  const { outcome } = await runToEnd({ ...micro, model, sampler });
  const bins = (texts: readonly string[]): number[] => {
    const lengths = texts.map((text) => model.queryTokens(text).length);
    return Array.from({ length: WORDS + 1 }, (_, bin) => lengths.filter((length) => length === bin).length);
  };
  const plan = planMemory(
    {
      encoder: { ...config, parameters: parameterCount(config) },
      backend: 'wasm',
      limits: { total: Infinity, largest: Infinity },
      rows: rows.length,
      queries: summariseLengths(bins(rows.map(({ query }) => query)), 1, WORDS),
      documents: summariseLengths(bins(rows.flatMap(({ positives }) => positives)), 1, WORDS),
      documentsPerRow: 1,
      evaluated: 0,
    },
    micro.settings,
  );
  const evaluation = plan.parts.find(({ name }) => name.startsWith('Evaluation'))?.bytes ?? 0;
  disposeWeights(weights);
  return [plan.bytes - evaluation, outcome.peakBytes ?? 0];
}

const NARROW: Shape = { layers: 3, hidden: 64, intermediate: 256, heads: 2, vocabulary: 3000 };
const WIDE: Shape = { layers: 2, hidden: 192, intermediate: 768, heads: 6, vocabulary: 8000 };
const DEEP: Shape = { layers: 10, hidden: 48, intermediate: 96, heads: 4, vocabulary: 500 };

const RUNS: [string, Shape, Partial<Settings>][] = [
  ['narrow', NARROW, { batch: 64 }],
  ['narrow, small batch', NARROW, { batch: 8 }],
  ['narrow, mini-batches', NARROW, { batch: 128, miniBatch: 16 }],
  ['narrow, large batch', NARROW, { batch: 256, miniBatch: 8 }],
  ['wide', WIDE, { batch: 32 }],
  ['wide, embeddings frozen', WIDE, { batch: 32, freezeEmbeddings: true }],
  ['wide, recomputed', WIDE, { batch: 32, recompute: true }],
  ['deep', DEEP, { batch: 48 }],
  ['deep, recomputed', DEEP, { batch: 48, recompute: true }],
  ['deep, recomputed in mini-batches', DEEP, { batch: 48, recompute: true, miniBatch: 12 }],
  ['deep, half of it frozen', DEEP, { batch: 48, freezeLayers: 5 }],
  ['deep, soft nearest neighbour', DEEP, { batch: 96, loss: 'snn' }],
];

test.each(RUNS)(
  `the plan is within a quarter of what a run holds: %s (seed ${String(SEED)})`,
  async (_, shape, change) => {
    await openDevice('wasm');
    const [planned, held] = await planAndMeasure(shape, change);
    expect(planned / held).toBeGreaterThan(0.8);
    expect(planned / held).toBeLessThan(1.25);
  },
);
