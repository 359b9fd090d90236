import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { drawCheckSample } from './check-sample';

/** A sample that a person goes through, one row after the other. */
export interface HumanCheckState {
  /** Rows to judge, in their order; null while nothing is checked. */
  readonly queue: readonly string[] | null;
  /** The one to judge now; at the length of the queue all were shown. */
  readonly at: number;
  /** Rows of the sample that had been judged before. */
  readonly before: number;
  /** What was said of those shown so far; null: skipped. */
  readonly answers: readonly (boolean | null)[];
}

export interface HumanCheck extends StoreApi<HumanCheckState> {
  /** Draws a sample by the seed; those of it that were judged before are not shown again. */
  begin(size: number, seed: number): void;
  /** Says whether the passage answers the query, or nothing, and goes on to the next. */
  answer(relevant: boolean | null): void;
  /** Back to the row before, forgetting what was said of it. */
  undo(): void;
  end(): void;
}

const RESTING: HumanCheckState = { queue: null, at: 0, before: 0, answers: [] };

export function createHumanCheck({
  rows,
  check,
}: {
  readonly rows: () => readonly SyntheticRow[];
  readonly check: (id: string, checked: boolean | null) => Promise<void>;
}): HumanCheck {
  const store = createStore<HumanCheckState>(() => RESTING);
  return {
    ...store,
    begin: (size, seed) => {
      const all = rows();
      const judged = new Set(all.filter(({ checked }) => checked !== null).map(({ id }) => id));
      const sample = drawCheckSample(all, size, seed);
      const queue = sample.filter((id) => !judged.has(id));
      store.setState({ queue, at: 0, before: sample.length - queue.length, answers: [] });
    },
    answer: (relevant) => {
      const { queue, at, answers } = store.getState();
      const id = queue?.[at];
      if (id === undefined) return;
      store.setState({ at: at + 1, answers: [...answers, relevant] });
      if (relevant !== null) void check(id, relevant);
    },
    undo: () => {
      const { queue, at, answers } = store.getState();
      const id = queue?.[at - 1];
      if (id === undefined) return;
      store.setState({ at: at - 1, answers: answers.slice(0, -1) });
      if (answers.at(-1) !== null) void check(id, null);
    },
    end: () => {
      store.setState(RESTING);
    },
  };
}
