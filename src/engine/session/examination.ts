import type { EvaluationData } from '../../core/data/evaluation-data';
import type { RowList } from '../../core/data/row-list';
import { diagnose, type Diagnosis } from '../../core/doctor/diagnose';
import type { Stage } from '../../core/doctor/run-checks';
import type { CallContext } from '../commands/command';

/** Who asks anew, because a setting changed, leaves first and comes back at once. */
const GRACE_MS = 100;

/** What the stages of the checks are called. */
export const PHASES: Readonly<Record<Stage, string>> = {
  visit: 'Checking the training data',
  compare: 'Comparing similar rows',
};

/** The checks of some rows against some evaluation sets: made once, for all who ask meanwhile and after. */
export class Examination {
  readonly #rows: RowList;
  readonly #evaluations: readonly EvaluationData[];
  readonly #controller = new AbortController();
  readonly #work: Promise<Diagnosis>;
  readonly #waiting = new Set<CallContext>();
  #done = false;
  /** That the checks took; 0 before they end. */
  seconds = 0;

  constructor(rows: RowList, evaluations: readonly EvaluationData[]) {
    this.#rows = rows;
    this.#evaluations = evaluations;
    const started = performance.now();
    this.#work = diagnose(rows, evaluations, {
      signal: this.#controller.signal,
      onProgress: (stage, done, total) => {
        for (const { emit } of this.#waiting)
          emit({ kind: 'progress', phase: PHASES[stage], done, total, unit: 'rows' });
      },
    });
    this.#work.then(
      () => {
        this.#done = true;
        this.seconds = (performance.now() - started) / 1000;
      },
      () => undefined, // whoever waits hears it
    );
  }

  /** Whether it is of these rows and sets, and not cancelled. A set's role makes no difference. */
  isOf(rows: RowList, evaluations: readonly EvaluationData[]): boolean {
    return (
      !this.#controller.signal.aborted &&
      rows === this.#rows &&
      evaluations.length === this.#evaluations.length &&
      evaluations.every(({ name, splits }, i) => {
        const other = this.#evaluations[i];
        return name === other?.name && splits === other.splits;
      })
    );
  }

  get done(): boolean {
    return this.#done;
  }

  /** Waits for the end. Shortly after the last who waits was cancelled, so is the work. */
  async result(context: CallContext): Promise<Diagnosis> {
    const { signal } = context;
    signal.throwIfAborted();
    this.#waiting.add(context);
    let stopListening = (): void => undefined;
    const cancelled = new Promise<never>((_, reject) => {
      const cancel = (): void => {
        reject(signal.reason as Error); // an abort's reason is its error
      };
      signal.addEventListener('abort', cancel);
      stopListening = () => {
        signal.removeEventListener('abort', cancel);
      };
    });
    try {
      return await Promise.race([this.#work, cancelled]);
    } finally {
      stopListening();
      this.#waiting.delete(context);
      setTimeout(() => {
        if (this.#waiting.size === 0 && !this.#done) this.cancel();
      }, GRACE_MS);
    }
  }

  cancel(): void {
    this.#controller.abort();
  }
}
