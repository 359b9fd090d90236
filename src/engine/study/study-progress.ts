import type { CellWork } from '../../core/study/cell-work';
import type { EngineEvent, ProgressEvent } from '../protocol/events';

/** Training costs about three times as much a token as embedding. */
const TRAINING_COST = 3;

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
  #cell = { name: '', cost: 0, trained: 0 };

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

  begin(name: string, work: Pick<CellWork, 'trained' | 'measured'>): void {
    this.#cell = { name, cost: costOf(work), trained: TRAINING_COST * work.trained };
    this.#tell('', 0);
  }

  end(): void {
    this.#done++;
    this.#spent += this.#cell.cost;
  }

  /** Hears what a cell says: steps and measuring become the study's progress, notes are passed on. */
  readonly hear = (event: EngineEvent): void => {
    const { cost, trained } = this.#cell;
    if (event.kind === 'note') this.#emit(event);
    else if (event.kind === 'step')
      this.#tell(
        `step ${String(event.step)} of ${String(event.steps)}`,
        (event.step / event.steps) * trained,
      );
    else if (event.kind === 'progress' && event.total > 0)
      this.#tell(
        `${event.phase.toLowerCase()}, ${String(event.done)} of ${String(event.total)} ${event.unit}`,
        trained + (event.done / event.total) * (cost - trained),
      );
  };

  /** @param within cost of the current cell so far */
  #tell(what: string, within: number): void {
    const spent = this.#spent + within;
    const seconds = (performance.now() - this.#started) / 1000;
    const progress: ProgressEvent = {
      kind: 'progress',
      phase: this.#cell.name,
      done: this.#done,
      total: this.#total,
      unit: what === '' ? 'cells' : `cells (${what})`,
    };
    const known = spent > 0 && this.#left > 0;
    this.#emit(known ? { ...progress, secondsLeft: (seconds / spent) * (this.#left - spent) } : progress);
  }
}
