import * as tf from '@tensorflow/tfjs';
import type { Sampler } from '../../core/data/sampler';
import type { TrainingRow } from '../../core/data/training-row';
import { createRandom } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import type { Interval } from '../../core/significance/interval';
import type { BiEncoder } from '../model/bi-encoder';
import { trainedPart } from '../model/trained-part';
import { downloadWeights, restoreWeights, type HostTensor } from '../model/weights';
import { nextTask } from '../next-task';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { learningRate } from '../optim/schedule';
import type { EvaluationEvent, StepEvent } from '../protocol';
import { cachedGradients, wholeBatchGradients, type Objective, type TokenisedBatch } from './batch-gradients';
import { distanceTemperature } from './batch-loss';
import { buildBatch, type TrainingBatch } from './build-batch';
import { LearnedTemperature } from './learned-temperature';
import { Pace } from './pace';
import { collectPositives } from './known-positives';
import type { RunControl } from './run-control';

export interface TrainingJob {
  readonly model: BiEncoder;
  readonly rows: readonly TrainingRow[];
  readonly sampler: Sampler;
  readonly settings: Settings;
  readonly control: RunControl;
  /** The headline metric on the curve's queries with the current weights. */
  readonly measure: () => Promise<Interval>;
  /** The same with the untouched weights, measured before. */
  readonly untouched: Interval;
  /** Tokens that one measurement embeds. */
  readonly tokensPerMeasurement: number;
  /** Called with the trained weights whenever the curve has a new best: what remains if the device is lost. */
  readonly keep: (weights: ReadonlyMap<string, HostTensor>, step: number) => void;
}

export interface TrainingOutcome {
  readonly steps: number;
  /** The step whose weights the model has at the end. */
  readonly bestStep: number;
  readonly stopped: 'finished' | 'early' | 'by user';
  readonly tokensPerSecond: number;
}

/** The curve is measured about this often when the settings leave it open. */
const MEASUREMENTS = 10;

/** Training costs about three times as much a token as embedding. */
const TRAINING_COST = 3;

/**
 * Steps between two measurements of the curve: a tenth of the run, but never so often that measuring costs more than
 * training. It depends on token counts and not on the clock, so that a run can be repeated.
 */
export function measurementInterval(
  steps: number,
  tokensPerStep: number,
  tokensPerMeasurement: number,
): number {
  const affordable = tokensPerMeasurement / (TRAINING_COST * Math.max(1, tokensPerStep));
  return Math.max(1, Math.ceil(steps / MEASUREMENTS), Math.ceil(affordable));
}

/**
 * Trains the model in place, one yielded record a step and one a measurement; stopping the iteration stops the
 * training. The weights at the end are those of the best measurement when `loadBest` is set.
 * @throws Error naming the step when the loss or the gradient is no longer a number; `keep` has then been given the
 * best weights so far.
 */
export async function* train(job: TrainingJob): AsyncGenerator<StepEvent | EvaluationEvent, TrainingOutcome> {
  const run = new TrainingRun(job);
  try {
    return yield* run.steps();
  } finally {
    run.dispose();
  }
}

class TrainingRun {
  readonly #job: TrainingJob;
  readonly #objective: Objective;
  readonly #optimiser: AdamW;
  readonly #temperature: LearnedTemperature | null;
  readonly #known: ReturnType<typeof collectPositives>;
  readonly #pace = new Pace();
  readonly #total: number;
  readonly #perEpoch: number;
  #best: { readonly step: number; readonly mean: number; readonly weights: ReadonlyMap<string, HostTensor> };
  #misses = 0;

  constructor(job: TrainingJob) {
    const { model, settings, sampler, rows } = job;
    this.#job = job;
    this.#temperature = learnsTemperature(settings)
      ? new LearnedTemperature(distanceTemperature(settings.temperature))
      : null;
    this.#objective = {
      part: trainedPart(model.weights, model.setup, settings),
      settings,
      logInverse: this.#temperature?.variable ?? null,
      roundTo: model.roundTo,
    };
    this.#optimiser = new AdamW({
      ...ADAMW_DEFAULTS,
      weightDecay: settings.weightDecay,
      clip: settings.clip,
    });
    this.#known = settings.maskFalseNegatives ? collectPositives(rows) : new Map();
    this.#perEpoch = sampler.batches;
    // A part of an epoch that is not nothing is at least one step.
    this.#total = Math.max(settings.epochs > 0 ? 1 : 0, Math.round(sampler.batches * settings.epochs));
    this.#best = { step: 0, mean: job.untouched.mean, weights: new Map() };
  }

  dispose(): void {
    this.#optimiser.dispose();
    this.#temperature?.dispose();
  }

  async *steps(): AsyncGenerator<StepEvent | EvaluationEvent, TrainingOutcome> {
    const { settings, control } = this.#job;
    await this.#keepBest(0, this.#best.mean);
    let every = settings.evalEvery;
    let stopped: TrainingOutcome['stopped'] = 'finished';
    let done = 0;
    for (const { batch, tokens, epoch } of this.#batches()) {
      await this.#breathe();
      if (control.stopped) {
        stopped = 'by user';
        break;
      }
      every ||= measurementInterval(this.#total, countTokens(tokens), this.#job.tokensPerMeasurement);
      yield await this.#step(batch, tokens, done, epoch);
      done++;
      if (done % every !== 0 && done !== this.#total) continue;
      yield await this.#measure(done);
      if (settings.earlyStopping > 0 && this.#misses >= settings.earlyStopping && done < this.#total) {
        stopped = 'early';
        break;
      }
    }
    if (!settings.loadBest || this.#best.step === done) {
      await this.#keepBest(done, this.#best.mean);
    } else {
      restoreWeights(this.#objective.part.trainable, this.#best.weights);
    }
    return { steps: done, bestStep: this.#best.step, stopped, tokensPerSecond: this.#pace.overall };
  }

  /** Lets messages in; waits while paused; throws when cancelled. */
  async #breathe(): Promise<void> {
    await nextTask();
    await this.#job.control.checkpoint();
  }

  *#batches(): Generator<{ batch: TrainingBatch; tokens: readonly Int32Array[]; epoch: number }> {
    const { model, rows, sampler, settings } = this.#job;
    const random = createRandom(settings.seed);
    let made = 0;
    for (let epoch = 0; made < this.#total; epoch++) {
      for (const indices of sampler.epoch(epoch)) {
        if (made >= this.#total) return;
        made++;
        const chosen = indices.map((at) => rows[at]).filter((row) => row !== undefined);
        const batch = buildBatch(chosen, settings, this.#known, random);
        const tokens = [
          ...batch.queries.map((text) => model.queryTokens(text)),
          ...batch.documents.map((text) => model.passageTokens({ title: '', text })),
        ];
        yield { batch, tokens, epoch };
      }
    }
  }

  async #step(
    batch: TrainingBatch,
    tokens: readonly Int32Array[],
    done: number,
    epoch: number,
  ): Promise<StepEvent> {
    const { settings, model } = this.#job;
    this.#pace.start();
    const tokenised: TokenisedBatch = { batch, sequences: tokens };
    const cached = settings.miniBatch > 0 && settings.miniBatch < batch.queries.length;
    const { gradients, numbers } = cached
      ? await cachedGradients(this.#objective, tokenised, settings.miniBatch, () => this.#breathe())
      : wholeBatchGradients(this.#objective, tokenised);
    const rate = learningRate(done, this.#total, settings);
    this.#temperature?.follow(gradients);
    const norm = this.#optimiser.step(model.weights, gradients, rate);
    const [loss = Number.NaN, positive = 0, hardest = 0] = await numbers.data();
    const [gradNorm = Number.NaN] = await norm.data();
    tf.dispose([numbers, norm]);
    this.#refuseBroken(done + 1, loss, gradNorm);
    this.#pace.stop(countTokens(tokens));
    return {
      kind: 'step',
      step: done + 1,
      steps: this.#total,
      epoch: Math.min(settings.epochs, epoch + ((done % this.#perEpoch) + 1) / this.#perEpoch),
      loss,
      lr: rate,
      gradNorm,
      positive,
      hardest,
      tokensPerSecond: this.#pace.recent,
      secondsLeft: this.#pace.secondsLeft(this.#total - done - 1),
      // T of squared distances is twice the temperature of a cosine.
      temperature: this.#temperature === null ? settings.temperature : (await this.#temperature.read()) / 2,
    };
  }

  /** NaN after too large a step, or zeros from a device that was lost without saying so. */
  #refuseBroken(step: number, loss: number, gradNorm: number): void {
    const finite = Number.isFinite(loss) && Number.isFinite(gradNorm);
    const vanished = tf.getBackend() === 'webgpu' && loss === 0 && gradNorm === 0;
    if (vanished)
      throw new Error(
        `The graphics device stopped answering at step ${String(step)}. The best weights so far were kept.`,
      );
    if (finite) return;
    throw new Error(
      `Training broke at step ${String(step)}: the ${Number.isFinite(loss) ? 'gradient' : 'loss'} is no longer a number. ` +
        'A smaller learning rate usually helps. The best weights so far were kept.',
    );
  }

  async #measure(step: number): Promise<EvaluationEvent> {
    const interval = await this.#pace.besides(this.#job.measure);
    const best = interval.mean > this.#best.mean;
    this.#misses = best ? 0 : this.#misses + 1;
    if (best) await this.#keepBest(step, interval.mean);
    return { kind: 'evaluation', step, best, ...interval };
  }

  async #keepBest(step: number, mean: number): Promise<void> {
    this.#best = { step, mean, weights: await downloadWeights(this.#objective.part.trainable) };
    this.#job.keep(this.#best.weights, step);
  }
}

function countTokens(sequences: readonly Int32Array[]): number {
  return sequences.reduce((sum, ids) => sum + ids.length, 0);
}

function learnsTemperature(settings: Settings): boolean {
  return settings.loss === 'snn' && settings.learnTemperature;
}
