import { TRAINING_COST, type CellWork } from '../../core/study/cell-work';
import type { EngineEvent, ProgressEvent } from '../protocol/events';

/** What a cell costs, in tokens embedded. */
export function costOf({ trained, measured }: Pick<CellWork, 'trained' | 'measured'>): number {
  return TRAINING_COST * trained + measured;
}

/** Says how far a whole study is while its cells train and measure, and how long it still takes, by its pace so far. */
export class StudyProgress {
  readonly #emit: (event: EngineEvent) => void;
  readonly #total: number;
  readonly #left: number;
  readonly #started = performance.now();
  #done: number;
  /** Cost of the cells computed so far. */
  #spent = 0;
  #cell = { name: '', steps: 0, cost: 0, trained: 0 };
  /** Of the current cell: steps of the stages that are over, and of the one under way. */
  #steps = { before: 0, now: 0 };

  /** @param given cells in all and stored ones, and the cost of all that is left */
  constructor(
    given: { readonly total: number; readonly stored: number; readonly cost: number },
    emit: (event: EngineEvent) => void,
  ) {
    this.#emit = emit;
    this.#total = given.total;
    this.#done = given.stored;
    this.#left = given.cost;
  }

  begin(name: string, { steps, trained, measured }: CellWork): void {
    this.#cell = { name, steps, cost: costOf({ trained, measured }), trained: TRAINING_COST * trained };
    this.#steps = { before: 0, now: 0 };
    this.#tell('');
  }

  /** The current cell is over, however it ended. */
  end(): void {
    this.#done++;
    this.#spent += this.#cell.cost;
  }

  /** Hears what a cell says: steps and measuring become the study's progress. */
  readonly hear = (event: EngineEvent): void => {
    if (event.kind === 'step') {
      // The steps of an alignment are counted from 1 again.
      if (event.step <= this.#steps.now) this.#steps.before += this.#steps.now;
      this.#steps.now = event.step;
      this.#tell(`step ${String(event.step)} of ${String(event.steps)}`);
    } else if (event.kind === 'progress' && event.total > 0)
      this.#tell(
        `${event.phase.toLowerCase()}, ${String(event.done)} of ${String(event.total)} ${event.unit}`,
        event.done / event.total,
      );
  };

  /** @param measured how much of the measuring is done, where all steps are */
  #tell(what: string, measured = 0): void {
    const { name, steps, cost, trained } = this.#cell;
    const made = this.#steps.before + this.#steps.now;
    // Before the last step it is mining, or what the alignment holds on to: a small part.
    const within = made < steps ? (made / steps) * trained : trained + measured * (cost - trained);
    const spent = this.#spent + within;
    const seconds = (performance.now() - this.#started) / 1000;
    const progress: ProgressEvent = {
      kind: 'progress',
      phase: name,
      done: this.#done,
      total: this.#total,
      unit: what === '' ? 'cells' : `cells (${what})`,
    };
    const known = spent > 0 && this.#left > 0;
    this.#emit(known ? { ...progress, secondsLeft: (seconds / spent) * (this.#left - spent) } : progress);
  }
}
