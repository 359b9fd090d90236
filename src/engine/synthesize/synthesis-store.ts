import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LlmCounts } from '../../core/llm/llm';
import type { Exemplar } from '../../core/synthesis/exemplars';
import type { Recipe } from '../../core/synthesis/recipe';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import type { SynthesisReport } from '../protocol/synthesis';

/** The last work on the table: enough to go on with rows that wait, also where their sources are no longer open. */
export interface SynthesisJob {
  readonly recipe: Recipe;
  readonly exemplars: readonly Exemplar[];
  readonly ended: SynthesisReport['ended'];
  readonly counts: LlmCounts | null;
  readonly notes: readonly string[];
}

/** Rows of an earlier version do not say who decided. */
type KeptRow = Omit<SyntheticRow, 'decided'> & { readonly decided?: boolean };

interface Schema extends DBSchema {
  /** By their place in the table. */
  rows: { key: number; value: KeptRow };
  job: { key: 'last'; value: SynthesisJob };
  /** Another one with every write. */
  stamp: { key: 'last'; value: string };
}

const NAME = 'kennel-synthesis';
/** A table that no tab wrote yet has no stamp. */
const UNWRITTEN = '';
const ALL = ['rows', 'job', 'stamp'] as const;

/** The table as it is stored. */
export interface StoredTable {
  readonly rows: readonly (readonly [place: number, row: SyntheticRow])[];
  readonly job: SynthesisJob | null;
  readonly stamp: string;
}

/** What is to be stored in one go. */
export interface SynthesisWrite {
  readonly rows: readonly (readonly [place: number, row: SyntheticRow])[];
  readonly removed: readonly number[];
  readonly job: SynthesisJob | null;
}

/**
 * The table of synthetic rows in the browser's IndexedDB. A write happens whole or not at all, and leaves a stamp by which
 * a tab knows whether another one has written since.
 */
export class SynthesisStore {
  readonly #name: string;

  /** `name` of the database; tests have their own. */
  constructor(name = NAME) {
    this.#name = name;
  }

  read(): Promise<StoredTable> {
    return this.#use(async (database) => {
      const transaction = database.transaction(ALL);
      const rows = transaction.objectStore('rows');
      const [places, values, job, stamp] = await Promise.all([
        rows.getAllKeys(),
        rows.getAll(),
        transaction.objectStore('job').get('last'),
        transaction.objectStore('stamp').get('last'),
      ]);
      const pairs = values.flatMap((row, at) => {
        const place = places[at];
        return place === undefined ? [] : [[place, { decided: row.state === 'accepted', ...row }] as const];
      });
      return { rows: pairs, job: job ?? null, stamp: stamp ?? UNWRITTEN };
    });
  }

  /** Of the last write. */
  stamp(): Promise<string> {
    return this.#use(async (database) => (await database.get('stamp', 'last')) ?? UNWRITTEN);
  }

  /** Gives the stamp of this write. */
  write({ rows, removed, job }: SynthesisWrite): Promise<string> {
    return this.#use(async (database) => {
      const transaction = database.transaction(ALL, 'readwrite', { durability: 'strict' });
      const table = transaction.objectStore('rows');
      const stamp = crypto.randomUUID();
      const writes: Promise<unknown>[] = [
        transaction.done,
        transaction.objectStore('stamp').put(stamp, 'last'),
      ];
      for (const [place, row] of rows) writes.push(table.put(row, place));
      for (const place of removed) writes.push(table.delete(place));
      if (job !== null) writes.push(transaction.objectStore('job').put(job, 'last'));
      await Promise.all(writes);
      return stamp;
    });
  }

  /** Gives the stamp of the empty table. */
  clear(): Promise<string> {
    return this.#use(async (database) => {
      const transaction = database.transaction(ALL, 'readwrite', { durability: 'strict' });
      const stamp = crypto.randomUUID();
      await Promise.all([
        transaction.objectStore('rows').clear(),
        transaction.objectStore('job').clear(),
        transaction.objectStore('stamp').put(stamp, 'last'),
        transaction.done,
      ]);
      return stamp;
    });
  }

  async #use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const database = await openDB<Schema>(this.#name, 2, {
      upgrade: (fresh) => {
        // The first version had no stamps.
        for (const name of ALL) if (!fresh.objectStoreNames.contains(name)) fresh.createObjectStore(name);
      },
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
}
