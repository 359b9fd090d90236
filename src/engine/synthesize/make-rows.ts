import { RowFlagger } from '../../core/synthesis/filters/flag-rows';
import { BudgetReached, type Llm } from '../../core/llm/llm';
import type { Workshop } from '../../core/synthesis/make-texts';
import { makeUnit, needsWork } from '../../core/synthesis/make-unit';
import { unitOf } from '../../core/synthesis/row-ids';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { nextTask } from '../next-task';
import { mergeRow } from './merge-row';
import type { SynthesisTable } from './synthesis-table';

export interface RowWork {
  readonly table: SynthesisTable;
  readonly workshop: Omit<Workshop, 'llm' | 'signal'>;
  /** Null for rows that need none. */
  readonly llm: Llm | null;
  /** Rows that are worked on, where they need it. */
  readonly ids: readonly string[];
  /** Hashes of queries that no row may have. */
  readonly heldOut: ReadonlySet<number>;
  /** Units of rows that are made at the same time. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  /** Hears of every unit: rows that were worked on, of all that were to be. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Units between two looks at what else there is to do, for rows that wait for nothing. */
const UNITS_AT_A_STRETCH = 8;

/**
 * Makes the rows that are waiting, failed before or lack something, in the table's order, several units at a time. A row
 * that fails says so and the work goes on.
 * @returns null when all were made; or which limit ended it
 * @throws what every further request would fail with; the signal's reason when cancelled
 */
export async function makeRows(work: RowWork): Promise<BudgetReached | null> {
  const units = openUnits(work);
  const total = units.reduce((sum, unit) => sum + unit.length, 0);
  const stop = new AbortController();
  const signal = AbortSignal.any([work.signal, stop.signal]);
  const workshop: Workshop = { ...work.workshop, llm: work.llm ?? NO_MODEL, signal };
  const flagger = new RowFlagger(work.workshop.recipe.settings, work.heldOut, work.table.rows());
  let [next, done] = [0, 0];
  let reached: BudgetReached | null = null;
  const worker = async (): Promise<void> => {
    for (let taken = units[next++]; taken !== undefined && reached === null; taken = units[next++]) {
      signal.throwIfAborted();
      if (next % UNITS_AT_A_STRETCH === 0) await nextTask();
      try {
        await makeOneUnit(taken, work.table, workshop, flagger);
      } catch (error) {
        if (!(error instanceof BudgetReached)) throw error;
        reached = error;
        return;
      }
      done += taken.length;
      work.onProgress(done, total);
    }
  };
  const workers = Array.from({ length: Math.min(work.atOnce, units.length) }, worker);
  for (const one of workers)
    one.catch((error: unknown) => {
      stop.abort(error);
    }); // the others need not go on
  await Promise.allSettled(workers);
  work.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  return reached;
}

/** Ids of the rows with work to do and of the others of their units, by unit, in the table's order. */
function openUnits({ table, ids, workshop: { recipe } }: RowWork): string[][] {
  const units = new Map<string, string[]>();
  for (const id of ids) {
    const unit = unitOf(id);
    const members = units.get(unit) ?? [];
    members.push(id);
    units.set(unit, members);
  }
  const isOpen = (id: string): boolean => {
    const row = table.get(id);
    return row !== undefined && needsWork(row, recipe);
  };
  return [...units.values()].filter((members) => members.some(isOpen));
}

async function makeOneUnit(
  ids: readonly string[],
  table: SynthesisTable,
  workshop: Workshop,
  flagger: RowFlagger,
): Promise<void> {
  const before = ids.flatMap((id) => table.get(id) ?? []);
  const isOpen = new Set(before.filter((row) => needsWork(row, workshop.recipe)).map(({ id }) => id));
  const made = await makeUnit(before, workshop);
  const byId = new Map<string, SyntheticRow>(before.map((row) => [row.id, row]));
  for (const row of made) {
    const [began, now] = [byId.get(row.id), table.get(row.id)];
    if (began === undefined || now === undefined || !isOpen.has(row.id)) continue;
    table.put(flagger.flag(mergeRow(began, row, now)));
  }
}

/** In the place of a model for rows that never ask one. */
const NO_MODEL: Llm = {
  ask: () => Promise.reject(new Error('These rows are made without a language model.')),
  counts: { replies: 0, cached: 0, retries: 0, failed: 0, promptTokens: 0, completionTokens: 0, cost: 0 },
};
