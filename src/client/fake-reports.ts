/** Canned answers of the fake engine: for tests and screenshots only, never part of the built page. */
import type { EvaluationDataReport, LengthReport, TrainingDataReport } from '../engine/protocol/data';
import type { DeviceReport } from '../engine/protocol/device';
import type { BaselineEvent, MemoryEvent, StepEvent } from '../engine/protocol/events';
import type { ModelReport } from '../engine/protocol/model';
import type {
  EvaluateResult,
  QueryResult,
  RunResult,
  SetAssessment,
  SetResult,
} from '../engine/protocol/results';
import type { SelfCheckReport } from '../engine/protocol/self-check';
import { createRandom } from '../core/random/random';

export const FAKE_DEVICE: DeviceReport = {
  backend: 'wasm',
  label: 'WASM, 2 threads',
  reason: 'no WebGPU adapter',
  threads: 2,
  memory: { total: 4_294_967_296, largest: 4_294_967_296 },
};

export const FAKE_MEMORY: MemoryEvent = {
  kind: 'memory',
  plan: {
    parts: [
      { name: 'Weights', bytes: 6_050_816 },
      { name: "The optimiser's moments", bytes: 12_101_632 },
      { name: 'A step: activations, gradients, loss', bytes: 43_800_000 },
    ],
    bytes: 61_952_448,
    host: [{ name: 'Weights as they were opened', bytes: 6_050_816 }],
    limits: FAKE_DEVICE.memory,
    fits: true,
  },
  proposal: null,
  measured: null,
};

export const FAKE_DATA: TrainingDataReport = {
  files: [
    {
      file: 'train.jsonl',
      format: 'stage 1 (synthetic views)',
      rows: 260,
      pairs: 0,
      triplets: 260,
      rejected: [
        { file: 'train.jsonl', line: 17, column: 42, reason: 'not JSON: unexpected end of the line' },
        { file: 'train.jsonl', line: 203, reason: 'the positive is empty' },
      ],
      rejectedCount: 2,
      notes: ['16 rows have verified: false; their synthetic passage serves as a hard negative.'],
    },
  ],
  rows: 260,
  queries: 260,
  passages: 390,
  withNegatives: 260,
  withSynthetic: 260,
  withCot: 260,
  preview: [
    {
      line: 1,
      query: 'how long to charge commute 360 battery from empty',
      positive:
        'The 360 Wh pack fitted to entry-level Commute bikes takes 5 hours 30 minutes from flat on the standard 2 A charger.',
      negative: 'A Trail battery is the biggest we sell and comes with the 4 A unit as standard.',
      synthetic: 'From completely flat, the smaller Commute battery needs about five and a half hours.',
      cot: 'Which battery is meant? The 360 on a Commute.',
    },
    {
      line: 2,
      query: 'Is it worth buying the fast charger for my small Commute battery?',
      positive:
        'Plugging in the 4 A fast charger does no harm but saves nothing, because the pack caps the input.',
      negative: 'The display shows a lightning bolt while the battery takes power.',
    },
  ],
  notes: [],
};

export const FAKE_EVALUATION_DATA: EvaluationDataReport = {
  name: 'sample',
  role: 'in',
  passages: 180,
  queries: 150,
  splits: [
    { name: 'dev', queries: 40, judgements: 54 },
    { name: 'test', queries: 110, judgements: 183 },
  ],
  rejected: [],
  rejectedCount: 0,
  notes: [],
};

export const FAKE_OTHER_DATA: EvaluationDataReport = {
  ...FAKE_EVALUATION_DATA,
  name: 'sample_ood',
  role: 'out',
  passages: 90,
  queries: 70,
  splits: [{ name: 'test', queries: 70, judgements: 141 }],
};

export const FAKE_MODEL: ModelReport = {
  name: 'pocket',
  family: 'BERT',
  layers: 2,
  hidden: 128,
  intermediate: 512,
  heads: 2,
  vocabulary: 8192,
  parameters: 1_512_704,
  bytes: 6_050_816,
  dtype: 'F32',
  maxLength: 128,
  pooling: 'mean',
  normalise: true,
  queryPrompt: '',
  passagePrompt: '',
  notes: [],
};

export const FAKE_LENGTHS: LengthReport = {
  width: 8,
  queries: [22, 118, 84, 29, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  passages: [0, 0, 2, 14, 31, 58, 77, 82, 61, 40, 28, 17, 11, 6, 4, 12],
  maxLength: 128,
  cutQueries: 0,
  cutPassages: 9,
};

export const FAKE_BASELINE: BaselineEvent = {
  kind: 'baseline',
  metric: 'nDCG@10',
  dev: { name: 'dev', queries: 40, bm25: 0.3312, untouched: 0.2874 },
  test: {
    name: 'sample',
    role: 'in',
    queries: 110,
    bm25: { 'nDCG@10': 0.3012 },
    untouched: { 'nDCG@10': 0.2611 },
  },
  others: [
    {
      name: 'sample_ood',
      role: 'out',
      queries: 70,
      bm25: { 'nDCG@10': 0.5518 },
      untouched: { 'nDCG@10': 0.3807 },
      curve: { queries: 70, bm25: 0.5518, untouched: 0.3807 },
    },
  ],
};

/** Step `step` of `steps` of a plausible run. */
export function fakeStep(step: number, steps: number): StepEvent {
  const { next } = createRandom(step);
  const done = step / steps;
  return {
    kind: 'step',
    step,
    steps,
    epoch: done * 4,
    loss: 0.9 + 2.4 * Math.exp(-3 * done) + 0.35 * (next() - 0.5),
    lr: 3e-4 * (done < 0.1 ? done / 0.1 : (1 - done) / 0.9),
    gradNorm: 1.2 + 2 * Math.exp(-4 * done) + next(),
    positive: 0.55 + 0.3 * (1 - Math.exp(-3 * done)) + 0.04 * next(),
    hardest: 0.5 - 0.12 * (1 - Math.exp(-2 * done)) + 0.05 * next(),
    tokensPerSecond: 11_800 + 900 * next(),
    secondsLeft: (steps - step) * 0.6,
    temperature: 0.05,
  };
}

/** nDCG@10 on dev after a share of the run. */
export function fakeDev(done: number): number {
  return 0.2874 + 0.152 * (1 - Math.exp(-4 * done));
}

const TEXTS = [
  'how many hours for the mid sized pack from empty, with the slow brick and with the quick one',
  'it refused to take any power in the garage this morning, minus 3 out there',
  'just came down from a massive climb in 34 degree heat, ok to plug in right away?',
  'display says E-14 and the motor cuts out on hills',
  'can my neighbour ride it if I sold it to him without the key card',
];

function fakeQueries(count: number): QueryResult[] {
  const { next } = createRandom(7);
  return Array.from({ length: count }, (_, i) => {
    const before = next() < 0.4 ? 1 : next() * 0.6;
    const after = Math.max(0, Math.min(1, before + (next() - 0.3) * 0.6));
    const id = `q-${String(i + 1).padStart(3, '0')}`;
    return { id, text: TEXTS[i % TEXTS.length] ?? '', bm25: next(), before, after };
  });
}

/** Result of a run that gained: 61 of 110 found first, before 38. */
export function finishedResult(): RunResult {
  return {
    model: 'pocket',
    loss: 'distill',
    steps: 36,
    seconds: 97.4,
    backend: 'wasm',
    seed: 1,
    metric: 'nDCG@10',
    testSet: { name: 'sample', split: 'test', role: 'in', queries: 110, passages: 180 },
    baseline: {
      bm25: table([0.2455, 0.2817, 0.2918, 0.3012, 0.3542, 0.3387, 0.3925, 0.6803, 0.2571]),
      untouched: table([0.2, 0.2391, 0.2502, 0.2611, 0.3154, 0.2912, 0.3621, 0.6214, 0.2208]),
      hybrid: table([0.2636, 0.3011, 0.3174, 0.3342, 0.3911, 0.3702, 0.4318, 0.7281, 0.2865]),
    },
    metrics: table([0.4091, 0.4364, 0.4417, 0.4489, 0.4873, 0.5014, 0.5472, 0.7388, 0.3992]),
    hybrid: table([0.4182, 0.4409, 0.4502, 0.4611, 0.5034, 0.5107, 0.5691, 0.7802, 0.4093]),
    delta: {
      mean: 0.1878,
      low: 0.1312,
      high: 0.2455,
      p: 0.0001,
      verdict: 'WIN',
      wins: 63,
      ties: 31,
      losses: 16,
    },
    adjustedP: 0.0002,
    foundFirst: { bm25: 41, before: 38, after: 61 },
    byPassages: {
      seen: { queries: 50, bm25: 0.3241, before: 0.2702, after: 0.5118 },
      mixed: { queries: 0, bm25: 0, before: 0, after: 0 },
      new: { queries: 60, bm25: 0.2821, before: 0.2535, after: 0.3965 },
    },
    others: [forgetting()],
    bestStep: 32,
    stopped: 'finished',
    tokensPerSecond: 12_240,
    memory: { planned: 61_952_448, peak: 58_300_000, limit: 4_294_967_296, miniBatch: 0 },
    queries: fakeQueries(110),
    notes: ['2 test queries share a passage with the training data; they are counted.'],
  };
}

/** The out-of-distribution set of that run, on which it lost. */
function forgetting(): SetResult {
  return {
    testSet: { name: 'sample_ood', split: 'test', role: 'out', queries: 70, passages: 90 },
    baseline: {
      bm25: table([0.4, 0.5012, 0.5344, 0.5518, 0.5904, 0.5206, 0.7121, 0.9214, 0.4702]),
      untouched: table([0.2571, 0.3402, 0.3611, 0.3807, 0.4405, 0.3616, 0.5357, 0.8321, 0.3098]),
    },
    metrics: table([0.2286, 0.2904, 0.3195, 0.3386, 0.4012, 0.3207, 0.4905, 0.8107, 0.2755]),
    delta: {
      mean: -0.0421,
      low: -0.0764,
      high: -0.0092,
      p: 0.0141,
      verdict: 'REGRESSION',
      wins: 14,
      ties: 31,
      losses: 25,
    },
    adjustedP: 0.0141,
    foundFirst: { bm25: 33, before: 21, after: 18 },
    byPassages: {
      seen: { queries: 0, bm25: 0, before: 0, after: 0 },
      mixed: { queries: 0, bm25: 0, before: 0, after: 0 },
      new: { queries: 70, bm25: 0.5518, before: 0.3807, after: 0.3386 },
    },
    queries: fakeQueries(70),
  };
}

export function fakeAssessment(): EvaluateResult {
  const { model, metric, backend, notes, others, ...primary } = finishedResult();
  return {
    model,
    metric,
    seconds: 6.2,
    backend,
    ...assessed(primary),
    others: others.map(assessed),
    notes,
  };
}

function assessed({ testSet, baseline, queries }: SetResult): SetAssessment {
  return {
    testSet,
    baseline: { bm25: baseline.bm25 },
    metrics: baseline.untouched,
    ...(baseline.hybrid === undefined ? {} : { hybrid: baseline.hybrid }),
    queries: queries.map(({ id, text, bm25, before }) => ({ id, text, bm25, value: before })),
  };
}

function table(values: readonly number[]): Record<string, number> {
  const names = [
    'nDCG@1',
    'nDCG@3',
    'nDCG@5',
    'nDCG@10',
    'nDCG@100',
    'MRR@10',
    'Recall@10',
    'Recall@100',
    'MAP@100',
  ];
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0]));
}

export const FAKE_SELF_CHECK: SelfCheckReport = {
  version: '0.0.0',
  device: FAKE_DEVICE,
  facts: { Browser: 'Test/1.0', 'Relaxed SIMD': 'yes' },
  rows: [
    {
      operation: 'Attention',
      input: '127 tokens, 2 heads of 32',
      error: 4.2e-7,
      worst: 'gradient of k',
      tolerance: 1e-4,
      milliseconds: 12.4,
      verdict: 'passed',
      reason: '',
    },
    {
      operation: 'AdamW, 3 steps',
      input: '33 x 50, 71',
      error: null,
      worst: '',
      tolerance: 1e-4,
      milliseconds: 3,
      verdict: 'failed',
      reason: 'the device was lost | for good',
    },
  ],
  failed: 1,
  seconds: 2.5,
};
