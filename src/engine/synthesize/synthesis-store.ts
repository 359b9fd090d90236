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

interface Schema extends DBSchema {
  /** By their place in the table. */
  rows: { key: number; value: SyntheticRow };
  job: { key: 'last'; value: SynthesisJob };
}

const NAME = 'kennel-synthesis';
const BOTH = ['rows', 'job'] as const;

/** What is to be stored in one go. */
export interface SynthesisWrite {
  readonly rows: readonly (readonly [place: number, row: SyntheticRow])[];
  readonly removed: readonly number[];
  readonly job: SynthesisJob | null;
}

/** The table of synthetic rows in the browser's IndexedDB. A write happens whole or not at all. */
export class SynthesisStore {
  readonly #name: string;

  /** `name` of the database; tests have their own. */
  constructor(name = NAME) {
    this.#name = name;
  }

  read(): Promise<{ rows: (readonly [place: number, row: SyntheticRow])[]; job: SynthesisJob | null }> {
    return this.#use(async (database) => {
      const transaction = database.transaction(BOTH);
      const rows = transaction.objectStore('rows');
      const [places, values, job] = await Promise.all([
        rows.getAllKeys(),
        rows.getAll(),
        transaction.objectStore('job').get('last'),
      ]);
      const pairs = values.flatMap((row, at) => {
        const place = places[at];
        return place === undefined ? [] : [[place, row] as const];
      });
      return { rows: pairs, job: job ?? null };
    });
  }

  write({ rows, removed, job }: SynthesisWrite): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(BOTH, 'readwrite', { durability: 'strict' });
      const table = transaction.objectStore('rows');
      const writes: Promise<unknown>[] = [transaction.done];
      for (const [place, row] of rows) writes.push(table.put(row, place));
      for (const place of removed) writes.push(table.delete(place));
      if (job !== null) writes.push(transaction.objectStore('job').put(job, 'last'));
      await Promise.all(writes);
    });
  }

  clear(): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(BOTH, 'readwrite', { durability: 'strict' });
      await Promise.all([
        transaction.objectStore('rows').clear(),
        transaction.objectStore('job').clear(),
        transaction.done,
      ]);
    });
  }

  async #use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const database = await openDB<Schema>(this.#name, 1, {
      upgrade: (fresh) => {
        for (const name of BOTH) fresh.createObjectStore(name);
      },
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
}
