import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { StudyCell } from '../../core/study/study-cell';

/** Cells kept; the oldest go first. */
const MOST_CELLS = 2000;

interface StoredCell extends StudyCell {
  /** When it was finished, in milliseconds since 1970. */
  readonly date: number;
}

interface Schema extends DBSchema {
  cells: { key: string; value: StoredCell; indexes: { date: number } };
}

type Database = IDBPDatabase<Schema>;

/**
 * The finished cells of studies in the browser's IndexedDB, by the fingerprint of all that decides their figures: a study
 * that goes on, or shares cells with another, finds them here.
 */
export class StudyStore {
  readonly #name: string;

  /** `name` of the database; tests have their own. */
  constructor(name = 'kennel-study') {
    this.#name = name;
  }

  /** Those of the cells with these keys that are stored. */
  find(keys: readonly string[]): Promise<Map<string, StudyCell>> {
    return this.#use(async (database) => {
      const cells = await Promise.all(keys.map((key) => database.get('cells', key)));
      return new Map(cells.flatMap((cell) => (cell === undefined ? [] : [[cell.key, withoutDate(cell)]])));
    });
  }

  /** Stores a finished cell; what cannot be fingerprinted (an empty key) is not stored. */
  async add(cell: StudyCell): Promise<void> {
    if (cell.key === '') return;
    await this.#use(async (database) => {
      const transaction = database.transaction('cells', 'readwrite', { durability: 'strict' });
      await transaction.store.put({ ...cell, date: Date.now() }, cell.key);
      let surplus = (await transaction.store.count()) - MOST_CELLS;
      for (
        let cursor = await transaction.store.index('date').openCursor();
        cursor !== null && surplus > 0;
        cursor = await cursor.continue()
      ) {
        await cursor.delete();
        surplus--;
      }
      await transaction.done;
    });
  }

  clear(): Promise<void> {
    return this.#use((database) => database.clear('cells'));
  }

  async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDB<Schema>(this.#name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('cells').createIndex('date', 'date');
      },
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
}

function withoutDate({ date: _, ...cell }: StoredCell): StudyCell {
  return cell;
}
