import { synthesisRates } from '../../core/synthesis/synthesis-rates';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import type { SyntheticChange, SynthesisReport } from '../protocol/synthesis';
import { changedRow } from './changed-row';
import { SynthesisStore, type SynthesisJob } from './synthesis-store';

/**
 * The rows in memory, in order, and which of them are not stored yet. Loaded when it is first needed; it may be large, so
 * that changes are written many at a time.
 */
export class SynthesisTable {
  readonly #store: SynthesisStore;
  #loading: Promise<void> | null = null;
  readonly #rows = new Map<string, { readonly place: number; row: SyntheticRow }>();
  readonly #changed = new Set<string>();
  #removed: number[] = [];
  #job: SynthesisJob | null = null;
  #jobChanged = false;
  #nextPlace = 0;
  /** Writes follow each other: a later one must not be overtaken. */
  #writing: Promise<unknown> = Promise.resolve();
  /** What works on the table now. */
  #busy = false;

  constructor(store = new SynthesisStore()) {
    this.#store = store;
  }

  /** To be awaited before anything else. A load that failed is tried again. */
  load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const { rows, job } = await this.#store.read();
    for (const [place, row] of rows) {
      this.#rows.set(row.id, { place, row });
      this.#nextPlace = Math.max(this.#nextPlace, place + 1);
    }
    this.#job = job;
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

  /** Changes rows as a person does. */
  change(ids: readonly string[], change: SyntheticChange): SyntheticRow[] {
    const rows = ids.flatMap((id) => this.get(id) ?? []).map((row) => changedRow(row, change));
    for (const row of rows) this.put(row);
    return rows;
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
    const writing = this.#writing.then(() =>
      changes > 0 ? this.#store.write({ rows, removed, job }) : undefined,
    );
    this.#writing = writing.catch(() => undefined);
    try {
      await writing;
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

  /** @throws Error while data are made */
  async clear(): Promise<void> {
    this.refuseWhileBusy();
    await this.#store.clear();
    this.#rows.clear();
    this.#changed.clear();
    this.#removed = [];
    this.#job = null;
    this.#jobChanged = false;
  }

  report(): SynthesisReport {
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

  /** One piece of work on the table at a time; other tabs count, too. @throws Error while there is another */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    this.refuseWhileBusy();
    this.#busy = true;
    try {
      return await navigator.locks.request('kennel-synthesis', { ifAvailable: true }, (lock) => {
        if (lock === null) throw new Error('Another tab makes data. Wait for it, or cancel it there.');
        return work();
      });
    } finally {
      this.#busy = false;
    }
  }

  refuseWhileBusy(): void {
    if (this.#busy) throw new Error('Data are being made. Cancel that first.');
  }
}
