import { createSampler } from '../../core/data/sampler';
import type { RowList } from '../../core/data/row-list';
import type { TrainingRow } from '../../core/data/training-row';
import { createRandom } from '../../core/random/random';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { Interval } from '../../core/significance/interval';
import { BiEncoder } from '../model/bi-encoder';
import { uploadWeights } from '../model/weights';
import type { EvaluationEvent, StepEvent } from '../protocol/events';
import { RunControl } from '../train/run-control';
import { train, type TrainingJob } from '../train/trainer';
import { goldenConfig, goldenTensors } from './golden';

const configs = import.meta.glob<unknown>('../../fixtures/golden/bert-micro/config.json', {
  eager: true,
  import: 'default',
});

const WORDS = 90;

/** Words are numbers: enough of a tokenizer for a micro model. */
const tokenizer = {
  encode: (text: string, maxLength: number): Int32Array =>
    Int32Array.from([
      1,
      ...text
        .split(' ')
        .map(Number)
        .slice(0, maxLength - 2),
      2,
    ]),
};

/** Rows whose passages have as many words as `wordsOf` says, by default 8. */
export function microRows(count: number, wordsOf: (row: number) => number = () => 8): TrainingRow[] {
  const random = createRandom(3);
  const words = (length: number): string => Array.from({ length }, () => 5 + random.int(WORDS)).join(' ');
  return Array.from({ length: count }, (_, i) => ({
    file: 'micro',
    line: i + 1,
    query: words(3),
    positives: [words(wordsOf(i))],
    negatives: [],
  }));
}

export const FLAT: Interval = { mean: 0.5, low: 0.4, high: 0.6 };

/** What the trainer needs to train the golden micro model, on the current backend; `means` are the curve's values. */
export async function microJob(
  change: Partial<Settings> = {},
  means: readonly number[] = [],
  rows: RowList = microRows(20),
): Promise<TrainingJob & { readonly kept: number[] }> {
  const settings = { ...defaultSettings(), lr: 1e-3, batch: 4, epochs: 2, evalEvery: 2, ...change };
  const setup = {
    config: goldenConfig(Object.values(configs)[0]),
    tokenizer,
    maxLength: 40,
    pooling: 'mean',
    normalise: true,
    prompts: { query: '', passage: '' },
    titles: false,
  } as const;
  const left = [...means];
  const kept: number[] = [];
  const controller = new AbortController();
  return {
    model: new BiEncoder(setup, uploadWeights(await goldenTensors('bert-micro/model'))),
    rows,
    sampler: createSampler({ rows, batch: settings.batch, seed: settings.seed }),
    settings,
    control: new RunControl(controller.signal, () => undefined),
    measure: () => Promise.resolve({ ...FLAT, mean: left.shift() ?? 0.5, others: [] }),
    untouched: FLAT,
    tokensPerMeasurement: 1,
    keep: (weights) => kept.push(weights.size),
    kept,
  };
}

/** Runs a training to its end and sorts what it says. */
export async function runToEnd(given: TrainingJob) {
  const steps: StepEvent[] = [];
  const measured: EvaluationEvent[] = [];
  const notes: string[] = [];
  const peaks: number[] = [];
  const training = train(given);
  for (;;) {
    const next = await training.next();
    if (next.done) return { steps, measured, notes, peaks, outcome: next.value };
    if (next.value.kind === 'step') steps.push(next.value);
    else if (next.value.kind === 'evaluation') measured.push(next.value);
    else if (next.value.kind === 'note') notes.push(next.value.text);
    else peaks.push(next.value.bytes);
  }
}
