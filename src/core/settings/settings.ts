import { fixesFault } from '../doctor/fixes';
import { ALIGNMENT_SETTINGS } from './alignment-settings';
import { BASELINE_SETTINGS } from './baseline-settings';
import { JUDGING_SETTINGS } from './judging-settings';
import { LLM_SETTINGS } from './llm-settings';
import { MEASURE_SETTINGS } from './measure-settings';
import { MINING_SETTINGS } from './mining-settings';
import { MIXING_SETTINGS } from './mixing-settings';
import { MODEL_SETTINGS } from './model-settings';
import { OPTIMISER_SETTINGS } from './optimiser-settings';
import type { Setting, ValueOf } from './setting';
import { SPLIT_SETTINGS } from './split-settings';
import { STUDY_SETTINGS } from './study-settings';
import { SYNTHESIS_SETTINGS } from './synthesis-settings';

/**
 * Every setting of Kennel: type, default, range and words, once.
 * The form, the command-line flags, the URL and the run record all derive from this object.
 * Secrets (a Hub token, an API key) are deliberately not settings: they must never reach a URL or a record.
 */
export const SETTINGS = {
  ...MODEL_SETTINGS,
  titles: {
    kind: 'flag',
    group: 'data',
    default: true,
    label: 'Use titles',
    advanced: true,
    help: 'Put the title of a passage, where it has one, before its text.',
  },
  otherLayouts: {
    kind: 'flag',
    group: 'data',
    default: false,
    label: 'Read other layouts too',
    advanced: true,
    help: 'Reads also rows laid out unlike the rest of their file, texts inside objects (positive.text) and the first text of a list. The report says which.',
  },
  heldOut: {
    kind: 'number',
    group: 'data',
    default: 0.2,
    min: 0.02,
    max: 0.5,
    label: 'Held-out share',
    help: 'Share of the training queries kept for evaluation when you bring no evaluation data (half for the curve, half for the final figures), or for the curve alone when your data has no dev split.',
  },
  heldOutPassages: {
    kind: 'number',
    integer: true,
    group: 'data',
    default: 50_000,
    min: 0,
    max: 10_000_000,
    label: 'Passages to rank',
    advanced: true,
    help: 'How many passages of the training data held-out queries are ranked against: those that answer them and others drawn by the seed. 0 ranks all. The fewer there are, the easier the ranking.',
  },
  ...SPLIT_SETTINGS,
  devSplit: {
    kind: 'text',
    group: 'data',
    default: 'auto',
    label: 'Split for the curve',
    advanced: true,
    help: 'Evaluation split measured during training; "auto" takes dev or validation, else held-out training queries.',
  },
  testSplit: {
    kind: 'text',
    group: 'data',
    default: 'auto',
    label: 'Split for the result',
    advanced: true,
    help: 'Evaluation split measured before and after training; "auto" takes test, else the last that is neither train nor dev.',
  },
  fixes: {
    kind: 'text',
    group: 'data',
    default: '',
    label: 'Fixes',
    fault: fixesFault,
    advanced: true,
    help: 'What is done about findings of the data checks before training: "all" for what errors and warnings ask for, or names such as "duplicates,near-leaks". Files are never changed.',
  },
  ...MIXING_SETTINGS,
  loss: {
    kind: 'choice',
    group: 'training',
    default: 'infonce',
    choices: ['infonce', 'distill', 'snn'],
    label: 'Loss',
    choiceLabels: {
      infonce: 'Contrastive (InfoNCE)',
      distill: 'Distillation (Syntriever stage 1)',
      snn: 'Soft nearest neighbour',
    },
    help: 'What training optimises: pull each query to its passage (InfoNCE) or to all its synthetic views as well.',
    paperName: 'objective',
  },
  form: {
    kind: 'choice',
    group: 'training',
    default: 'out',
    choices: ['in', 'out'],
    label: 'Form of the distillation loss',
    advanced: true,
    choiceLabels: { in: "in: the paper's", out: 'out: pulls every view' },
    help: 'Log of a sum over the positives (in) or mean of logs (out). "in" is satisfied by the easiest positive alone.',
    paperName: 'L_in / L_out',
  },
  views: {
    kind: 'choice',
    group: 'training',
    default: 'all',
    choices: ['all', 'labels', 'labels+cot', 'labels+pair'],
    label: 'Synthetic views',
    advanced: true,
    choiceLabels: {
      all: 'All that the rows have',
      labels: 'None: labelled passages only',
      'labels+cot': 'Reasoning only',
      'labels+pair': 'Synthetic passage only',
    },
    help: 'Which synthetic texts of a row the losses beyond InfoNCE use. Hard negatives have a setting of their own.',
    paperName: 'p+, chain of thought',
  },
  epochs: {
    kind: 'number',
    group: 'training',
    default: 1,
    min: 0,
    max: 1000,
    label: 'Epochs',
    help: 'How many times every row is seen.',
  },
  batch: {
    kind: 'number',
    integer: true,
    group: 'training',
    default: 32,
    min: 2,
    max: 4096,
    label: 'Batch size',
    help: 'Rows per step; the other rows of the batch serve as negatives.',
  },
  lr: {
    kind: 'number',
    group: 'training',
    default: 2e-5,
    min: 0,
    max: 1,
    label: 'Learning rate',
    help: 'Size of the steps at their largest. 2e-5 suits pretrained encoders, 1e-4 to 3e-4 the pocket encoder.',
  },
  miniBatch: {
    kind: 'number',
    integer: true,
    group: 'training',
    default: 0,
    min: 0,
    max: 4096,
    label: 'Mini-batch',
    advanced: true,
    help: 'Rows held in memory at once; the gradient is the same as that of the whole batch. 0 uses the whole batch.',
    paperName: 'gradient caching (GradCache)',
  },
  recompute: {
    kind: 'flag',
    group: 'training',
    default: false,
    label: 'Recompute activations',
    advanced: true,
    help: 'Keep only the input of every layer and compute the rest a second time: the same gradient in much less memory, for a third more time.',
    paperName: 'gradient checkpointing',
  },
  halfActivations: {
    kind: 'flag',
    group: 'training',
    default: false,
    label: 'Half-precision activations',
    advanced: true,
    help: 'WebGPU only: what the backward pass needs again is kept as float16, about half the memory; gradients then differ by less than 0.1 %.',
    paperName: 'activation compression',
  },
  hardNegatives: {
    kind: 'number',
    integer: true,
    group: 'training',
    default: 1,
    min: 0,
    max: 64,
    label: 'Hard negatives per row',
    advanced: true,
    help: "How many of a row's own negatives join the batch.",
  },
  temperature: {
    kind: 'number',
    group: 'training',
    default: 0.05,
    min: 0.001,
    max: 100,
    label: 'Temperature',
    advanced: true,
    help: 'Similarities are divided by this: smaller concentrates on the hardest negatives.',
    paperName: 'tau',
  },
  learnTemperature: {
    kind: 'flag',
    group: 'training',
    default: false,
    label: 'Learn the temperature',
    advanced: true,
    help: 'Soft nearest neighbour only: optimise the temperature together with the weights.',
  },
  symmetric: {
    kind: 'flag',
    group: 'training',
    default: false,
    label: 'Symmetric loss',
    advanced: true,
    help: 'InfoNCE only: also find the query for each passage.',
  },
  maskFalseNegatives: {
    kind: 'flag',
    group: 'training',
    default: true,
    label: 'Mask false negatives',
    advanced: true,
    help: 'Do not push a query from a passage that is known to answer it (same text, or judged relevant).',
  },
  ...OPTIMISER_SETTINGS,
  seed: {
    kind: 'number',
    integer: true,
    group: 'training',
    default: 1,
    min: 0,
    max: 2147483647,
    label: 'Seed',
    advanced: true,
    help: 'The same seed and data give the same run on WASM; a GPU may round differently from run to run.',
  },
  evalEvery: {
    kind: 'number',
    integer: true,
    group: 'evaluation',
    default: 0,
    min: 0,
    max: 1000000,
    label: 'Evaluate every N steps',
    help: 'How often the curve is measured; 0 measures about ten times, less often where measuring would cost more than training.',
    advanced: true,
  },
  watchOthers: {
    kind: 'flag',
    group: 'evaluation',
    default: true,
    label: 'Curves of the other sets',
    advanced: true,
    help: 'Measure every evaluation set during training, not only the one that chooses the weights. Off, the others are measured before and after.',
  },
  earlyStopping: {
    kind: 'number',
    integer: true,
    group: 'evaluation',
    default: 0,
    min: 0,
    max: 1000,
    label: 'Early stopping',
    advanced: true,
    help: 'Stop after this many evaluations without a better value on the curve; 0 never stops early.',
    paperName: 'patience',
  },
  loadBest: {
    kind: 'flag',
    group: 'evaluation',
    default: true,
    label: 'Keep the best weights',
    advanced: true,
    help: 'At the end, go back to the weights with the best value on the curve.',
  },
  k: {
    kind: 'number',
    integer: true,
    group: 'evaluation',
    default: 10,
    min: 1,
    max: 1000,
    label: 'K of the headline metric',
    advanced: true,
    help: 'nDCG@K is the figure of the verdict.',
  },
  ...MEASURE_SETTINGS,
  ...BASELINE_SETTINGS,
  precision: {
    kind: 'choice',
    group: 'export',
    default: 'F32',
    choices: ['F32', 'F16'],
    label: 'Precision of exported weights',
    choiceLabels: { F32: 'float32 (exact)', F16: 'float16 (half the size)' },
    help: 'float16 halves the file; the embeddings differ in the fourth decimal.',
  },
  backend: {
    kind: 'choice',
    group: 'device',
    default: 'auto',
    choices: ['auto', 'webgpu', 'wasm', 'cpu'],
    label: 'Backend',
    advanced: true,
    choiceLabels: { auto: 'Best available', webgpu: 'WebGPU', wasm: 'WASM', cpu: 'Plain CPU' },
    help: 'Where the numbers are computed.',
  },
  ...LLM_SETTINGS,
  ...SYNTHESIS_SETTINGS,
  ...MINING_SETTINGS,
  ...JUDGING_SETTINGS,
  ...ALIGNMENT_SETTINGS,
  ...STUDY_SETTINGS,
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export type Settings = { -readonly [N in SettingName]: ValueOf<(typeof SETTINGS)[N]> };

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[]; // the object above has no other keys

/** The defaults, as a fresh object. */
export function defaultSettings(): Settings {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].default])) as Settings; // each default has its setting's type
}

/**
 * What the page suggests for the built-in encoder on a person's own data: it is small and briefly pretrained, and the
 * defaults, meant for large pretrained encoders, hardly move it. The rate of the alignment is a guess that no measurement
 * chose, a tenth of the other: five times as much gained nothing on the sample (docs/results.md).
 */
export const POCKET_OVERRIDES: Partial<Settings> = { lr: 2e-4, epochs: 4, alignLr: 2e-5 };

/**
 * What the built-in sample runs with: chosen so that a run on two cores takes under three minutes and gains clearly. The
 * mini-batch holds the page's memory under a gigabyte, for a sixth more time.
 */
export const SAMPLE_OVERRIDES: Partial<Settings> = {
  loss: 'distill',
  lr: 3e-4,
  epochs: 6,
  batch: 64,
  miniBatch: 16,
};
