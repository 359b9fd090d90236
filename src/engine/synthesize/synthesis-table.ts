import { RowFlagger } from '../../core/synthesis/filters/flag-rows';
import { synthesisRates } from '../../core/synthesis/synthesis-rates';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { sameText } from '../../core/text/same-text';
import type { SyntheticChange, SynthesisReport } from '../protocol/synthesis';
import { changedRow } from './changed-row';
import { SynthesisStore, type SynthesisJob } from './synthesis-store';
import { holdTable, holdTableForWork, inTurn } from './table-locks';

/**
 * The rows in memory, in order, and which of them are not stored yet. Read when it is needed and another tab has written
 * it since; it may be large, so that changes are written many at a time.
 */
export class SynthesisTable {
  readonly #store: SynthesisStore;
  /** Of the stored table that is in memory; null before any is. */
  #stamp: string | null = null;
  readonly #rows = new Map<string, { readonly place: number; row: SyntheticRow }>();
  readonly #changed = new Set<string>();
  #removed: number[] = [];
  #job: SynthesisJob | null = null;
  #jobChanged = false;
  #nextPlace = 0;
  /** Reads and writes follow each other: a later one must not be overtaken. */
  #storing: Promise<unknown> = Promise.resolve();
  /** Data that this tab makes. While they are made, the table is held: what is in memory is the latest. */
  #work: 'none' | 'beginning' | 'under way' = 'none';
  /** Whether the page was not given the table that was read last. */
  #news = false;

  constructor(store = new SynthesisStore()) {
    this.#store = store;
  }

  /** To be awaited before anything is read. */
  async load(): Promise<void> {
    if (this.#work === 'under way') return;
    await this.#inOrder(async () => {
      if (this.#stamp !== null && this.#stamp === (await this.#store.stamp())) return;
      const { rows, job, stamp } = await this.#store.read();
      this.#forget();
      for (const [place, row] of rows) {
        this.#rows.set(row.id, { place, row });
        this.#nextPlace = Math.max(this.#nextPlace, place + 1);
      }
      [this.#job, this.#stamp, this.#news] = [job, stamp, true];
    });
  }

  get size(): number {
    return this.#rows.size;
  }

  get job(): SynthesisJob | null {
    return this.#job;
  }

  setJob(job: SynthesisJob): void {
    this.#job = job;
    this.#jobChanged = true;
  }

  *rows(): Generator<SyntheticRow> {
    for (const { row } of this.#rows.values()) yield row;
  }

  get(id: string): SyntheticRow | undefined {
    return this.#rows.get(id)?.row;
  }

  /** Adds a row at the end; one that is there already stays as it is. */
  add(row: SyntheticRow): void {
    if (this.#rows.has(row.id)) return;
    this.#rows.set(row.id, { place: this.#nextPlace++, row });
    this.#changed.add(row.id);
  }

  put(row: SyntheticRow): void {
    const entry = this.#rows.get(row.id);
    if (entry === undefined || entry.row === row) return;
    entry.row = row;
    this.#changed.add(row.id);
  }

  remove(id: string): void {
    const entry = this.#rows.get(id);
    if (entry === undefined) return;
    this.#rows.delete(id);
    this.#changed.delete(id);
    this.#removed.push(entry.place);
  }

  /**
   * Changes rows as a person does, and stores them. `heldOut`: hashes of queries that no row may have. Gives all that was stored: rows that work made meanwhile as well.
   * @throws Error while another tab makes data, or when the browser does not store it
   */
  async change(
    ids: readonly string[],
    change: SyntheticChange,
    heldOut: ReadonlySet<number>,
  ): Promise<readonly SyntheticRow[]> {
    const carryOut = (): Promise<readonly SyntheticRow[]> => {
      for (const id of ids) {
        const row = this.get(id);
        if (row === undefined) continue;
        const changed = changedRow(row, change);
        this.put('field' in change && changed !== row ? this.#flaggedAnew(changed, heldOut) : changed);
      }
      return this.flush();
    };
    return inTurn(() => {
      if (this.#work === 'under way') return carryOut();
      return holdTable(async () => {
        await this.load();
        return carryOut();
      });
    });
  }

  /** By the filters of the last work. */
  #flaggedAnew(row: SyntheticRow, heldOut: ReadonlySet<number>): SyntheticRow {
    if (this.#job === null) return row;
    const alike = [...this.rows()].filter(({ id, query }) => id !== row.id && sameText(query, row.query));
    return new RowFlagger(this.#job.recipe.settings, heldOut, alike).flagAnew(row);
  }

  /**
   * Stores what changed and gives these rows. What could not be stored counts as changed again.
   * @throws Error when the browser does not store it
   */
  async flush(): Promise<readonly SyntheticRow[]> {
    const entries = [...this.#changed].flatMap((id) => this.#rows.get(id) ?? []);
    const removed = this.#removed;
    const job = this.#jobChanged ? this.#job : null;
    this.#changed.clear();
    this.#removed = [];
    this.#jobChanged = false;
    const rows = entries.map(({ place, row }) => [place, row] as const);
    const changes = rows.length + removed.length + (job === null ? 0 : 1);
    try {
      await this.#inOrder(async () => {
        if (changes > 0) this.#stamp = await this.#store.write({ rows, removed, job });
      });
    } catch (cause) {
      for (const { row } of entries) if (this.#rows.has(row.id)) this.#changed.add(row.id);
      this.#removed.push(...removed);
      this.#jobChanged ||= job !== null;
      throw new Error(
        `The rows could not be stored in this browser (${String(cause)}). Free some space on the disk, or leave the private window.`,
        { cause },
      );
    }
    return rows.map(([, row]) => row);
  }

  /** @throws Error while data are made, here or in another tab */
  async clear(): Promise<void> {
    this.refuseWhileBusy();
    await inTurn(() =>
      holdTable(() =>
        this.#inOrder(async () => {
          this.#stamp = await this.#store.clear();
          this.#forget();
        }),
      ),
    );
  }

  #forget(): void {
    this.#rows.clear();
    this.#changed.clear();
    this.#removed = [];
    this.#job = null;
    this.#jobChanged = false;
    this.#nextPlace = 0;
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const mine = this.#storing.then(work);
    this.#storing = mine.catch(() => undefined);
    return mine;
  }

  /** The whole table where another tab changed it since the page was given it; else null. */
  news(): SynthesisReport | null {
    return this.#news ? this.report() : null;
  }

  /** The whole table, for the page. */
  report(): SynthesisReport {
    this.#news = false;
    const rows = [...this.rows()];
    const job = this.#job;
    const isWaiting = rows.some(({ state }) => state === 'waiting');
    return {
      rows,
      rates: synthesisRates(rows),
      unfinished: rows.length > 0 && (isWaiting || (job !== null && job.ended !== 'finished')),
      ended: job?.ended ?? '',
      counts: job?.counts ?? null,
      notes: job?.notes ?? [],
    };
  }

  /**
   * One piece of work on the table at a time; other tabs count, too. It begins with the table as it is stored.
   * @throws Error while there is another
   */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    this.refuseWhileBusy();
    this.#work = 'beginning';
    try {
      return await holdTableForWork(async () => {
        await this.load();
        this.#work = 'under way';
        try {
          return await work();
        } finally {
          await this.#storing; // of what a person changed meanwhile
        }
      });
    } finally {
      this.#work = 'none';
    }
  }

  refuseWhileBusy(): void {
    if (this.#work !== 'none') throw new Error('Data are being made. Cancel that first.');
  }
}
