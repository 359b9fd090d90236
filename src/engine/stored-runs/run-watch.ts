import { pick, thinIndices } from '../../core/curves/thin';
import type { SetRole } from '../../core/data/set-role';
import type { BaselineEvent, EngineEvent, EvaluationEvent } from '../protocol/events';
import type { RunDetails, StoredCurve } from '../protocol/stored-runs';

/** Steps kept of a run. */
const MOST_STEPS = 2000;

/** Follows the events of a run and keeps what its stored record draws. */
export class RunWatch {
  readonly #started = performance.now();
  readonly #step: number[] = [];
  readonly #epoch: number[] = [];
  readonly #loss: number[] = [];
  readonly #evaluations: EvaluationEvent[] = [];
  readonly #notes: string[] = [];
  #baseline: BaselineEvent | null = null;

  see(event: EngineEvent): void {
    if (event.kind === 'step') {
      this.#step.push(event.step);
      this.#epoch.push(event.epoch);
      this.#loss.push(event.loss);
    } else if (event.kind === 'evaluation') this.#evaluations.push(event);
    else if (event.kind === 'note') this.#notes.push(event.text);
    else if (event.kind === 'baseline') this.#baseline = event;
  }

  /** What the untouched model and BM25 reach; null before that is known. */
  get baseline(): BaselineEvent | null {
    return this.#baseline;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  get steps(): number {
    return this.#step.at(-1) ?? 0;
  }

  /** Since the run began. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** The evaluation of a step, if it was evaluated. */
  evaluationAt(step: number): EvaluationEvent | undefined {
    return this.#evaluations.findLast((event) => event.step === step);
  }

  curves(): Pick<RunDetails, 'steps' | 'curves'> {
    const loss = Float64Array.from(this.#loss);
    const kept = thinIndices(loss, MOST_STEPS);
    return {
      steps: {
        step: pick(Float64Array.from(this.#step), kept),
        epoch: pick(Float64Array.from(this.#epoch), kept),
        loss: pick(loss, kept),
      },
      curves: this.#baseline === null ? [] : this.#curvesOf(this.#baseline),
    };
  }

  #curvesOf({ test, others }: BaselineEvent): StoredCurve[] {
    const column = (read: (event: EvaluationEvent) => number): number[] => this.#evaluations.map(read);
    const curve = (
      { name, role }: { readonly name: string; readonly role: SetRole },
      of: (event: EvaluationEvent) => { readonly mean: number; readonly low: number; readonly high: number },
    ): StoredCurve => ({
      set: name,
      role,
      step: column(({ step }) => step),
      mean: column((event) => of(event).mean),
      low: column((event) => of(event).low),
      high: column((event) => of(event).high),
    });
    const missing = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
    const watched = others.filter((other) => other.curve !== null);
    return [
      curve(test, (event) => event),
      ...watched.map((set) =>
        curve(set, (event) => event.others.find(({ name }) => name === set.name) ?? missing),
      ),
    ];
  }
}
