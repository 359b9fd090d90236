import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../settings/settings';
import { embeddingParameters, layerParameters } from './encoder-size';
import { planMemory, type RunFacts } from './plan-memory';
import { proposeFit } from './propose-fit';

const GB = 1e9;
/** MiniLM-L6: 22.7 M parameters, of which the published model has 11.9 M in its embeddings. */
const MINILM = { layers: 6, hidden: 384, intermediate: 1536, heads: 12, parameters: 22_565_376 };

const facts: RunFacts = {
  encoder: MINILM,
  backend: 'wasm',
  limits: { total: 4 * GB, largest: 4 * GB },
  rows: 100_000,
  queries: { mean: 16, deviation: 4, longest: 32 },
  documents: { mean: 120, deviation: 60, longest: 256 },
  documentsPerRow: 2,
  evaluated: 10_000,
};

const settings = (change: Partial<Settings>): Settings => ({ ...defaultSettings(), ...change });
const bytes = (change: Partial<Settings>, given = facts): number => planMemory(given, settings(change)).bytes;

test("a layer's and the embeddings' parameters", () => {
  // 32 wide, 64 inside: 4 * 32 * 33 + 2 * 32 * 64 + 64 + 32 + 128.
  expect(layerParameters({ ...MINILM, hidden: 32, intermediate: 64 })).toBe(8544);
  // 30,522 words, 512 positions, 2 types and a LayerNorm, 384 wide.
  expect(embeddingParameters(MINILM)).toBe((30_522 + 512 + 2 + 2) * 384);
});

describe('a plan', () => {
  test('adds up, and holds the weights, two moments of each, and the copies on the host', () => {
    const plan = planMemory(facts, settings({ batch: 32 }));
    expect(plan.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(plan.bytes);
    expect(plan.parts[0]).toEqual({ name: 'Weights', bytes: MINILM.parameters * 4 });
    expect(plan.parts[1]?.bytes).toBe(MINILM.parameters * 8);
    expect(plan.host.map((part) => part.bytes)).toEqual([
      MINILM.parameters * 4,
      MINILM.parameters * 8,
      10_000 * 384 * 4,
    ]);
  });

  test('grows with the batch, and far less so in mini-batches', () => {
    expect(bytes({ batch: 128 })).toBeGreaterThan(3 * bytes({ batch: 16 }));
    expect(bytes({ batch: 128, miniBatch: 16 })).toBeLessThan(1.3 * bytes({ batch: 16 }));
  });

  test('knows that no batch is larger than the data', () => {
    expect(bytes({ batch: 4096 }, { ...facts, rows: 20 })).toBe(bytes({ batch: 20 }));
  });

  test('shrinks by recomputing and by freezing', () => {
    expect(bytes({ batch: 64, recompute: true })).toBeLessThan(0.5 * bytes({ batch: 64 }));
    expect(bytes({ batch: 64, freezeEmbeddings: true })).toBeLessThan(bytes({ batch: 64 }));
    expect(bytes({ batch: 64, freezeLayers: 3 })).toBeLessThan(0.7 * bytes({ batch: 64 }));
  });

  test('counts on WebGPU the buffers of two sizes, and less where activations are halved', () => {
    const gpu: RunFacts = { ...facts, backend: 'webgpu' };
    expect(bytes({ batch: 64 }, gpu)).toBeGreaterThan(1.4 * bytes({ batch: 64 }));
    const half = { batch: 64, halfActivations: true };
    expect(bytes(half, gpu)).toBeLessThan(0.7 * bytes({ batch: 64 }, gpu));
    expect(bytes(half)).toBe(bytes({ batch: 64 }));
  });

  test("needs more without the fused operations, and more for an SNN's matrix", () => {
    expect(bytes({}, { ...facts, backend: 'cpu' })).toBeGreaterThan(2 * bytes({}));
    const large = { batch: 2048, miniBatch: 8 };
    expect(bytes({ ...large, loss: 'snn' })).toBeGreaterThan(bytes(large) + 4 * 3 * 2048 * 2048);
  });

  test('fits as long as both limits are kept', () => {
    const within = (total: number, largest: number): boolean =>
      planMemory({ ...facts, limits: { total, largest } }, settings({ batch: 32 })).fits;
    expect(within(4 * GB, 4 * GB)).toBe(true);
    expect(within(0.5 * GB, 4 * GB)).toBe(false);
    // The widest activation: 8,192 tokens of 1,536 numbers.
    expect(within(4 * GB, 40e6)).toBe(false);
  });
});

describe('a proposal', () => {
  const proposal = (total: number, change: Partial<Settings>) =>
    proposeFit({ ...facts, limits: { total, largest: total } }, settings(change))?.change;

  test('is not made where the run fits', () => {
    expect(proposal(4 * GB, { batch: 32 })).toBeUndefined();
  });

  test('changes as little as it can, and what it changes is enough', () => {
    const totals = [3.6, 1.4, 0.9, 0.6, 0.42, 0.4, 0.3].map((share) => share * GB);
    const fits = totals.map((total) => proposal(total, { batch: 256 }));
    expect(fits[0]).toEqual({ recompute: true });
    for (const [i, total] of totals.entries()) {
      const fit = fits[i];
      if (fit === undefined) continue;
      const limits = { total, largest: total };
      expect(planMemory({ ...facts, limits }, settings({ batch: 256, ...fit })).fits).toBe(true);
    }
    expect(fits.find((fit) => fit?.freezeEmbeddings === true)).toBeDefined();
  });

  test('keeps a mini-batch that is smaller already', () => {
    const fit = proposal(0.5 * GB, { batch: 256, miniBatch: 16 });
    expect(fit?.miniBatch ?? 16).toBeLessThanOrEqual(16);
  });

  test('is not made where nothing helps', () => {
    expect(proposal(50e6, { batch: 32 })).toBeUndefined();
  });
});
