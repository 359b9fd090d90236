import { compare } from '../significance/compare';
import type { Delta } from '../significance/delta';
import { holm } from '../significance/holm';
import type { Interval } from '../significance/interval';
import { mean } from '../significance/mean';
import { meanInterval } from '../significance/mean-interval';
import type { StudyDesign } from './design-study';
import type { FailedCell } from './failed-cell';
import { meanOverSeeds, pairSeeds, spreadOf, type SeedValues } from './seed-statistics';
import { BASELINE_NAMES, BASELINE_RUNS, type StudyCell } from './study-cell';
import type { RowFigure, StudySet, StudyTable, StudyTableRow } from './study-table';

/** A row of the table before its figures. */
type Listed = Pick<StudyTableRow, 'id' | 'grid' | 'name' | 'sameAs' | 'seeds'> & { readonly run: string };

const BASELINES: readonly Listed[] = BASELINE_RUNS.map((run) => ({
  id: run,
  run,
  grid: null,
  name: BASELINE_NAMES[run],
  sameAs: null,
  seeds: 1,
}));

/** What the others are compared with unless another row is chosen: labels only where there is such a row. */
export function usualReference({ rows }: Pick<StudyDesign, 'rows'>): string {
  return rows.find(({ id }) => id === 'views:labels')?.id ?? 'untouched';
}

/**
 * Makes the tables of a study: figures that were computed for one are kept for the next, so that a table after every cell
 * costs only what the cell has changed.
 */
export class StudyTabulator {
  readonly #design: StudyDesign;
  readonly #about: { readonly metric: string; readonly seed: number };
  readonly #intervals = new Map<string, Interval>();
  readonly #deltas = new Map<string, Delta>();

  /** @param about `seed` of the bootstrap and the randomisation test */
  constructor(design: StudyDesign, about: { readonly metric: string; readonly seed: number }) {
    this.#design = design;
    this.#about = about;
  }

  /** @throws Error for a reference that is no row */
  table(cells: readonly StudyCell[], reference: string, failed: readonly FailedCell[] = []): StudyTable {
    const listed = [...BASELINES, ...this.#design.rows.map((row) => this.#list(row))];
    const referred = listed.find(({ id }) => id === reference);
    if (referred === undefined) throw new Error(`The study has no row "${reference}" to compare with.`);
    const sets = setsOf(cells);
    const deltas = this.#compareAll(cells, { runs: listed.map(({ run }) => run), sets, base: referred.run });
    const adjusted = adjust(deltas);
    const rows = listed.map(({ run, ...row }): StudyTableRow => {
      const own = cells.filter((cell) => cell.run === run);
      return {
        ...row,
        done: own.length,
        failed: failed.filter((cell) => cell.run === run).map(({ seed, reason }) => ({ seed, reason })),
        ...sizeOf(own.filter(({ seed }) => seed !== null)),
        seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
        figures: sets.map((_, set) => this.#figure(own, set, { run, deltas, adjusted })),
      };
    });
    return { metric: this.#about.metric, reference, sets, rows, comparisons: adjusted.size };
  }

  #list({ id, run, grid, name, sameAs }: StudyDesign['rows'][number]): Listed {
    return { id, run, grid, name, sameAs, seeds: this.#design.seeds.length };
  }

  /** Of every run but the reference on every set, by `run/set`; each run counts once, however many rows show it. */
  #compareAll(
    cells: readonly StudyCell[],
    {
      runs,
      sets,
      base,
    }: { readonly runs: readonly string[]; readonly sets: readonly StudySet[]; readonly base: string },
  ): Map<string, Delta> {
    const deltas = new Map<string, Delta>();
    for (const run of new Set(runs)) {
      if (run === base) continue;
      for (const set of sets.keys()) {
        const delta = this.#compare(seedValues(cells, base, set), seedValues(cells, run, set), {
          what: `${run}/${base}/${set}`,
        });
        if (delta !== null) deltas.set(keyOf(run, set), delta);
      }
    }
    return deltas;
  }

  #compare(
    base: readonly SeedValues[],
    own: readonly SeedValues[],
    { what }: { readonly what: string },
  ): Delta | null {
    const paired = pairSeeds(base, own);
    if (paired.a.length === 0 || paired.b.length === 0) return null;
    const key = `${what} ${seedsOf(paired.a)} ${seedsOf(paired.b)}`;
    const delta =
      this.#deltas.get(key) ?? compare(meanOverSeeds(paired.a), meanOverSeeds(paired.b), this.#about.seed);
    this.#deltas.set(key, delta);
    return delta;
  }

  #figure(
    cells: readonly StudyCell[],
    set: number,
    {
      run,
      deltas,
      adjusted,
    }: {
      readonly run: string;
      readonly deltas: ReadonlyMap<string, Delta>;
      readonly adjusted: ReadonlyMap<string, number>;
    },
  ): RowFigure | null {
    const seeds = seedValues(cells, run, set);
    if (seeds.length === 0) return null;
    const key = `${run}/${set} ${seedsOf(seeds)}`;
    const interval = this.#intervals.get(key) ?? meanInterval(meanOverSeeds(seeds), this.#about.seed);
    this.#intervals.set(key, interval);
    const compared = keyOf(run, set);
    return {
      ...interval,
      spread: spreadOf(seeds),
      delta: deltas.get(compared) ?? null,
      adjustedP: adjusted.get(compared) ?? null,
    };
  }
}

function sizeOf(cells: readonly StudyCell[]): Pick<StudyTableRow, 'rows' | 'steps'> {
  if (cells.length === 0) return { rows: null, steps: null };
  return {
    rows: Math.round(mean(cells.map(({ rows }) => rows))),
    steps: Math.round(mean(cells.map(({ steps }) => steps))),
  };
}

function adjust(deltas: ReadonlyMap<string, Delta>): Map<string, number> {
  const corrected = holm([...deltas.values()].map(({ p }) => p));
  return new Map([...deltas.keys()].map((key, at) => [key, corrected[at] ?? 1]));
}

function keyOf(run: string, set: number): string {
  return `${run}/${set}`;
}

function seedsOf(seeds: readonly SeedValues[]): string {
  return seeds.map(({ seed }) => String(seed)).join(',');
}

/** In the order of the seeds, so that a study that was interrupted gives the same bits as one that was not. */
function seedValues(cells: readonly StudyCell[], run: string, set: number): SeedValues[] {
  return cells
    .filter((cell) => cell.run === run)
    .toSorted((a, b) => (a.seed ?? 0) - (b.seed ?? 0))
    .flatMap(({ seed, sets }) => {
      const measured = sets[set];
      return measured === undefined ? [] : [{ seed, values: measured.values }];
    });
}

function setsOf([first]: readonly StudyCell[]): StudySet[] {
  return (first?.sets ?? []).map(({ name, split, role, passages, values }) => ({
    name,
    split,
    role,
    passages,
    queries: values.length,
  }));
}
