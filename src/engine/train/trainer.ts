import * as tf from '@tensorflow/tfjs';
import type { Sampler } from '../../core/data/sampler';
import type { RowList } from '../../core/data/row-list';
import { createRandom, type Random } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import type { Interval } from '../../core/significance/interval';
import { keepHalfActivations } from '../kernels/half/half';
import type { BiEncoder } from '../model/bi-encoder';
import { trainedPart } from '../model/trained-part';
import { downloadWeights, restoreWeights, type HostTensor } from '../model/weights';
import { nextTask } from '../next-task';
import { DeviceFailure } from '../backend/device-failure';
import { DeviceMemory } from '../backend/device-memory';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { learningRate } from '../optim/schedule';
import type { EvaluationEvent, NoteEvent, StepEvent, WatchedFigure } from '../protocol/events';
import type { Objective, TokenisedBatch } from './batch-gradients';
import { distanceTemperature } from './batch-loss';
import { BEST_KEPT } from './best-kept';
import { buildBatch, type TrainingBatch } from './build-batch';
import { LateNumbers } from './late-numbers';
import { LearnedTemperature } from './learned-temperature';
import { Pace } from './pace';
import { collectPositives, type KnownPositives } from './known-positives';
import type { RunControl } from './run-control';
import { StepGradients } from './step-gradients';

/** One measurement: the curve that chooses the weights, and those that do not. */
export interface CurvePoint extends Interval {
  readonly others: readonly WatchedFigure[];
}

export interface TrainingJob {
  readonly model: BiEncoder;
  readonly rows: RowList;
  readonly sampler: Sampler;
  /** Makes a batch of the rows at these places; by default each row is a labelled passage with its views. */
  readonly batchOf?: BatchMaker | undefined;
  /** Called before every epoch (counted from 0) with the steps made so far; may give other rows to go on with. */
  readonly beforeEpoch?: ((epoch: number, steps: number) => Promise<FreshRows | null>) | undefined;
  readonly settings: Settings;
  readonly control: RunControl;
  /** The headline metric on the curves' queries with the current weights. */
  readonly measure: () => Promise<CurvePoint>;
  /** The same with the untouched weights, measured before. */
  readonly untouched: Interval;
  /** Tokens that one measurement embeds. */
  readonly tokensPerMeasurement: number;
  /** Called with the trained weights whenever the curve has a new best: what remains if the device is lost. */
  readonly keep: (weights: ReadonlyMap<string, HostTensor>, step: number) => void;
}

/** Rows that take the place of those before: as many, with the same queries and answers. */
export interface FreshRows {
  readonly rows: RowList;
  readonly sampler: Sampler;
  /** What was done, for the record. */
  readonly note: string;
}

export type BatchMaker = (places: readonly number[], random: Random) => TrainingBatch;

export interface TrainingOutcome {
  readonly steps: number;
  /** The step whose weights the model has at the end. */
  readonly bestStep: number;
  readonly stopped: 'finished' | 'early' | 'by user';
  readonly tokensPerSecond: number;
  /** The most bytes the device held; null where it doesn't tell. */
  readonly peakBytes: number | null;
  /** Rows at once at the end, less than the setting says where memory ran out; 0: the whole batch. */
  readonly miniBatch: number;
}

/** The most bytes the device has held, once the run is warm. */
export interface PeakRecord {
  readonly kind: 'peak';
  readonly bytes: number;
}

export type TrainingRecord = StepEvent | EvaluationEvent | NoteEvent | PeakRecord;

/** Steps after which a run needs no more memory than it has, save for longer texts. */
const WARM_UP = 3;

/** What a step's report needs besides its numbers. */
interface StepFacts {
  /** Steps before it. */
  readonly done: number;
  readonly epoch: number;
  readonly tokens: number;
  readonly rate: number;
  readonly started: number;
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
export async function* train(job: TrainingJob): AsyncGenerator<TrainingRecord, TrainingOutcome> {
  const run = new TrainingRun(job);
  try {
    return yield* run.steps();
  } finally {
    await run.dispose();
  }
}

class TrainingRun {
  readonly #job: TrainingJob;
  readonly #objective: Objective;
  readonly #optimiser: AdamW;
  readonly #temperature: LearnedTemperature | null;
  readonly #gradients: StepGradients;
  readonly #memory = new DeviceMemory();
  /** On a graphics device a step is recorded while the one before is computed. */
  readonly #late = new LateNumbers<StepFacts>(tf.getBackend() === 'webgpu' ? 1 : 0);
  readonly #known: KnownPositives | null;
  readonly #pace = new Pace();
  readonly #total: number;
  readonly #perEpoch: number;
  #best: { readonly step: number; readonly mean: number; readonly weights: ReadonlyMap<string, HostTensor> };
  #misses = 0;
  #rows: RowList;
  #sampler: Sampler;

  constructor(job: TrainingJob) {
    const { model, settings, sampler, rows } = job;
    this.#job = job;
    this.#rows = rows;
    this.#sampler = sampler;
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
    keepHalfActivations(settings.halfActivations);
    this.#gradients = new StepGradients(this.#objective, settings.miniBatch, () => this.#breathe());
    this.#known = settings.maskFalseNegatives ? collectPositives(rows) : null;
    this.#perEpoch = sampler.batches;
    // Else the first batch would be looked for without end.
    if (sampler.batches === 0) throw new Error('There is nothing to train on.');
    // A part of an epoch that is not nothing is at least one step.
    this.#total = Math.max(settings.epochs > 0 ? 1 : 0, Math.round(sampler.batches * settings.epochs));
    this.#best = { step: 0, mean: job.untouched.mean, weights: new Map() };
  }

  async dispose(): Promise<void> {
    keepHalfActivations(false);
    this.#optimiser.dispose();
    this.#temperature?.dispose();
    // After an error or a cancel, steps may still be under way: what comes next would find their tensors there.
    await this.#late.drop();
  }

  async *steps(): AsyncGenerator<TrainingRecord, TrainingOutcome> {
    const { settings, control } = this.#job;
    this.#optimiser.reserve(this.#objective.part.trainable);
    await this.#keepBest(0, this.#best.mean);
    let every = settings.evalEvery;
    let stopped: TrainingOutcome['stopped'] = 'finished';
    let done = 0;
    for await (const { tokenised, epoch, news } of this.#batches()) {
      for (const text of news) yield { kind: 'note', text };
      if (control.state !== 'running') yield* this.#reports(true); // whoever pauses wants to see where the run is
      await this.#breathe();
      if (control.stopped) {
        stopped = 'by user';
        break;
      }
      every ||= measurementInterval(
        this.#total,
        countTokens(tokenised.sequences),
        this.#job.tokensPerMeasurement,
      );
      yield* this.#step(tokenised, done, epoch);
      done++;
      const measures = done % every === 0 || done === this.#total;
      yield* this.#reports(measures);
      if (!measures) continue;
      yield await this.#measure(done);
      if (settings.earlyStopping > 0 && this.#misses >= settings.earlyStopping && done < this.#total) {
        stopped = 'early';
        break;
      }
    }
    yield* this.#reports(true);
    await this.#settleWeights(done);
    return {
      steps: done,
      bestStep: this.#best.step,
      stopped,
      tokensPerSecond: this.#pace.overall,
      peakBytes: this.#memory.peak,
      miniBatch: this.#gradients.miniBatch,
    };
  }

  /** Puts the best weights back, where they are wanted, or takes note of the last ones. */
  async #settleWeights(done: number): Promise<void> {
    if (!this.#job.settings.loadBest || this.#best.step === done) {
      await this.#keepBest(done, this.#best.mean);
    } else {
      restoreWeights(this.#objective.part.trainable, this.#best.weights);
    }
  }

  /** Lets messages in; waits while paused; throws when cancelled. */
  async #breathe(): Promise<void> {
    await nextTask();
    await this.#job.control.checkpoint();
  }

  /** `news` comes with the first batch of an epoch. */
  async *#batches(): AsyncGenerator<{ tokenised: TokenisedBatch; epoch: number; news: readonly string[] }> {
    const { model, settings } = this.#job;
    const random = createRandom(settings.seed);
    const batchOf = this.#job.batchOf ?? ((places) => this.#labelledBatch(places, random));
    let made = 0;
    for (let epoch = 0; made < this.#total; epoch++) {
      let news = await this.#refresh(epoch, made);
      for (const indices of this.#sampler.epoch(epoch)) {
        if (made >= this.#total) return;
        made++;
        const batch = batchOf(indices, random);
        const sequences = [
          ...batch.queries.map((text) => model.queryTokens(text)),
          ...batch.documents.map((text) => model.passageTokens({ title: '', text })),
        ];
        yield { tokenised: { batch, sequences }, epoch, news };
        news = [];
      }
    }
  }

  async #refresh(epoch: number, made: number): Promise<readonly string[]> {
    const { beforeEpoch } = this.#job;
    if (beforeEpoch === undefined) return [];
    const fresh = await this.#pace.besides(() => beforeEpoch(epoch, made));
    if (fresh === null) return [];
    this.#rows = fresh.rows;
    this.#sampler = fresh.sampler;
    return [fresh.note];
  }

  #labelledBatch(places: readonly number[], random: Random): TrainingBatch {
    const { settings } = this.#job;
    const chosen = places.map((at) => this.#rows.at(at)).filter((row) => row !== undefined);
    return buildBatch(chosen, settings, this.#known, random);
  }

  /** Computes a step and updates the weights; its numbers are read later. */
  async *#step(tokenised: TokenisedBatch, done: number, epoch: number): AsyncGenerator<TrainingRecord> {
    const { settings, model } = this.#job;
    const started = performance.now();
    const atOnce = this.#gradients.miniBatch;
    const { gradients, numbers } = await this.#gradients.compute(tokenised);
    const rate = learningRate(done, this.#total, settings);
    this.#temperature?.follow(gradients);
    const norm = this.#optimiser.step(model.weights, gradients, rate);
    const scalars = [norm, ...(this.#temperature === null ? [] : [this.#temperature.variable])];
    const all = tf.tidy(() => tf.concat1d([numbers, ...scalars.map((scalar) => scalar.as1D())]));
    tf.dispose([numbers, norm]);
    this.#late.add({ done, epoch, tokens: countTokens(tokenised.sequences), rate, started }, all);
    this.#memory.afterStep();
    if (this.#gradients.miniBatch !== atOnce) {
      yield { kind: 'note', text: outOfMemoryNote(done + 1, this.#gradients.miniBatch) };
    }
  }

  /** Reports the steps whose numbers have come; with `all`, waits for those that are under way. */
  async *#reports(all: boolean): AsyncGenerator<TrainingRecord> {
    for (;;) {
      const next = await this.#late.next(all);
      if (next === null) return;
      const event = this.#stepEvent(next.about, next.values);
      yield event;
      const { peak } = this.#memory;
      if (event.step === Math.min(WARM_UP, this.#total) && peak !== null) yield { kind: 'peak', bytes: peak };
    }
  }

  #stepEvent({ done, epoch, tokens, rate, started }: StepFacts, numbers: Float32Array): StepEvent {
    const { settings } = this.#job;
    const [loss = Number.NaN, positive = 0, hardest = 0, gradNorm = Number.NaN, logInverse] = numbers;
    this.#refuseBroken(done + 1, { loss, gradNorm, positive });
    this.#pace.stop(tokens, started);
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
      temperature: logInverse === undefined ? settings.temperature : Math.exp(-logInverse) / 2,
    };
  }

  /** NaN after too large a step, or zeros from a device that was lost without saying so. */
  #refuseBroken(step: number, numbers: Pick<StepEvent, 'loss' | 'gradNorm' | 'positive'>): void {
    const { loss, gradNorm, positive } = numbers;
    const finite = Number.isFinite(loss) && Number.isFinite(gradNorm);
    // Passages that are equally good, without any other, have a loss of 0; but their cosine is none.
    const vanished = tf.getBackend() === 'webgpu' && loss === 0 && gradNorm === 0 && positive === 0;
    if (vanished)
      throw new DeviceFailure(`The graphics device stopped answering at step ${String(step)}.${BEST_KEPT}`);
    if (finite) return;
    throw new Error(
      `Training broke at step ${String(step)}: the ${Number.isFinite(loss) ? 'gradient' : 'loss'} is no longer a number. ` +
        `A smaller learning rate usually helps.${BEST_KEPT}`,
    );
  }

  async #measure(step: number): Promise<EvaluationEvent> {
    const point = await this.#pace.besides(this.#job.measure);
    const best = point.mean > this.#best.mean;
    this.#misses = best ? 0 : this.#misses + 1;
    if (best) await this.#keepBest(step, point.mean);
    return { kind: 'evaluation', step, best, ...point };
  }

  async #keepBest(step: number, mean: number): Promise<void> {
    this.#best = { step, mean, weights: await downloadWeights(this.#objective.part.trainable) };
    this.#job.keep(this.#best.weights, step);
  }
}

function countTokens(sequences: readonly Int32Array[]): number {
  return sequences.reduce((sum, ids) => sum + ids.length, 0);
}

function outOfMemoryNote(step: number, rows: number): string {
  return (
    `Memory ran out in step ${String(step)}. It was computed again, and the run goes on, in mini-batches of ` +
    `${String(rows)} ${rows === 1 ? 'row' : 'rows'}: the gradient is the same, a step takes longer.`
  );
}

function learnsTemperature(settings: Settings): boolean {
  return settings.loss === 'snn' && settings.learnTemperature;
}
