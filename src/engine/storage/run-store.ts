import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { RunChange, RunDetails, RunSummary, StoredRun } from '../protocol/stored-runs';
import { freeName } from '../stored-runs/run-name';

/** Runs kept, pinned ones included. */
export const MOST_RUNS = 50;

interface Schema extends DBSchema {
  /** What the list shows, apart from the rest, so that listing reads little. */
  summaries: { key: string; value: RunSummary };
  details: { key: string; value: RunDetails };
}

type Database = IDBPDatabase<Schema>;
type Table<N extends 'summaries' | 'details'> = IDBPObjectStore<Schema, typeof BOTH, N, 'readwrite'>;

const NAME = 'kennel-runs';
const BOTH = ['summaries', 'details'] as const;

/**
 * The records of runs in the browser's IndexedDB. Every change is one transaction: it happens whole or, where the
 * storage is full or gone, not at all.
 */
export class RunStore {
  readonly #name: string;

  /** `name` of the database; tests have their own. */
  constructor(name = NAME) {
    this.#name = name;
  }

  /** All runs, newest first. */
  list(): Promise<RunSummary[]> {
    return this.#use(async (database) => newestFirst(await database.getAll('summaries')));
  }

  /** The runs with these ids, in their order. @throws Error for one that is not there */
  read(ids: readonly string[]): Promise<StoredRun[]> {
    return this.#use((database) => Promise.all(ids.map((id) => readRun(database, id))));
  }

  /**
   * Adds a run, under a name that no other has. Where there are then more than `MOST_RUNS`, the oldest that are not
   * pinned go; gives their names.
   */
  add({ summary, details }: StoredRun): Promise<string[]> {
    return this.#change(async (summaries, all) => {
      const present = await summaries.getAll();
      const name = freeName(
        summary.name,
        present.map((run) => run.name),
      );
      const old = newestFirst(present.filter(({ pinned }) => !pinned)).reverse();
      const dropped = old.slice(0, Math.max(0, present.length + 1 - MOST_RUNS));
      for (const { id } of dropped) await Promise.all([summaries.delete(id), all.delete(id)]);
      await all.put(details, summary.id);
      await summaries.put({ ...summary, name }, summary.id);
      return dropped.map((run) => run.name);
    });
  }

  /** Changes what a person may change. @throws Error for a run that is not there */
  change(id: string, change: RunChange): Promise<void> {
    return this.#change(async (summaries) => {
      const run = await summaries.get(id);
      if (run === undefined) throw missing();
      await summaries.put({ ...run, ...change }, id);
    });
  }

  /** Removes a run and gives it, so that it can be put back. @throws Error for a run that is not there */
  remove(id: string): Promise<StoredRun> {
    return this.#change(async (summaries, all) => {
      const [summary, details] = await Promise.all([summaries.get(id), all.get(id)]);
      if (summary === undefined || details === undefined) throw missing();
      await Promise.all([summaries.delete(id), all.delete(id)]);
      return { summary, details };
    });
  }

  /** Puts a removed run back as it was. */
  restore({ summary, details }: StoredRun): Promise<void> {
    return this.#change(async (summaries, all) => {
      await all.put(details, summary.id);
      await summaries.put(summary, summary.id);
    });
  }

  /** Makes a change whole or not at all. */
  #change<T>(work: (summaries: Table<'summaries'>, details: Table<'details'>) => Promise<T>): Promise<T> {
    return this.#use(async (database) => {
      const transaction = database.transaction(BOTH, 'readwrite', { durability: 'strict' });
      // Waited for from the start, so that its failure is never left unheard.
      const done = transaction.done.then(
        () => null,
        (error: unknown) => ({ error }),
      );
      try {
        const result = await work(transaction.objectStore('summaries'), transaction.objectStore('details'));
        const failure = await done;
        if (failure !== null) throw failure.error;
        return result;
      } catch (error) {
        abort(transaction);
        throw error;
      }
    });
  }

  async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
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

async function readRun(database: Database, id: string): Promise<StoredRun> {
  const [summary, details] = await Promise.all([database.get('summaries', id), database.get('details', id)]);
  if (summary === undefined || details === undefined) throw missing();
  return { summary, details };
}

/** An error in between does not undo what was done before it; one of the transaction itself does. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

function missing(): Error {
  return new Error('This run is no longer stored; another tab may have deleted it.');
}

function newestFirst(runs: readonly RunSummary[]): RunSummary[] {
  return runs.toSorted((a, b) => (a.date < b.date ? 1 : -1));
}
