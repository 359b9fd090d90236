import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LlmCounts } from '../../core/llm/llm';
import type { Judgements, Pair, RankedQuery } from '../../core/preferences/pair';
import type { JudgingEnd } from '../protocol/pairs';

/** Pairs as they were proposed. */
export interface Proposal {
  readonly queries: readonly RankedQuery[];
  readonly pairs: readonly Pair[];
  readonly model: string;
  readonly corpus: string;
  readonly notes: readonly string[];
}

/** How the language model's last work ended. */
export interface LastWork {
  readonly ended: JudgingEnd;
  readonly counts: LlmCounts | null;
  readonly notes: readonly string[];
}

export interface KeptPairs {
  readonly proposal: Proposal | undefined;
  readonly work: LastWork | undefined;
  readonly judgements: ReadonlyMap<string, Judgements>;
}

interface Schema extends DBSchema {
  proposal: { key: string; value: Proposal };
  work: { key: string; value: LastWork };
  /** By the pair's id; they stay when other pairs are proposed. */
  judgements: { key: string; value: Judgements };
}

type Database = IDBPDatabase<Schema>;

const NAME = 'kennel-pairs';
const TABLES = ['proposal', 'work', 'judgements'] as const;
/** There is one proposal, and one last work. */
const ONLY = 'now';

/** The pairs and the verdicts in the browser's IndexedDB. Every change is one transaction: whole or not at all. */
export class PairStore {
  readonly #name: string;

  /** `name` of the database; tests have their own. */
  constructor(name = NAME) {
    this.#name = name;
  }

  read(): Promise<KeptPairs> {
    return this.#use(async (database) => {
      const transaction = database.transaction(TABLES);
      const judgements = transaction.objectStore('judgements');
      const [proposal, work, ids, values] = await Promise.all([
        transaction.objectStore('proposal').get(ONLY),
        transaction.objectStore('work').get(ONLY),
        judgements.getAllKeys(),
        judgements.getAll(),
      ]);
      const all = values.map((value, at) => [ids[at] ?? '', value] as const);
      return { proposal, work, judgements: new Map(all) };
    });
  }

  propose(proposal: Proposal): Promise<void> {
    return this.#use(async (database) => {
      await database.put('proposal', proposal, ONLY);
    });
  }

  keepWork(work: LastWork): Promise<void> {
    return this.#use(async (database) => {
      await database.put('work', work, ONLY);
    });
  }

  judge(judgements: ReadonlyMap<string, Judgements>): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction('judgements', 'readwrite', { durability: 'strict' });
      const puts = [...judgements].map(([id, value]) => transaction.store.put(value, id));
      await Promise.all([...puts, transaction.done]);
    });
  }

  clear(): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(TABLES, 'readwrite');
      const clears = TABLES.map((table) => transaction.objectStore(table).clear());
      await Promise.all([...clears, transaction.done]);
    });
  }

  async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDB<Schema>(this.#name, 1, {
      upgrade: (fresh) => {
        for (const table of TABLES) fresh.createObjectStore(table);
      },
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
}
