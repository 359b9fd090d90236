import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { StoredReply } from '../../core/llm/llm';
import type { Arrival, Replies } from '../../core/llm/replies';

interface Schema extends DBSchema {
  /** By hash. */
  replies: { key: string; value: StoredReply };
}

const NAME = 'kennel-replies';

/** Every reply of a language model, as it came, in the browser's IndexedDB: the same request is never paid for twice. */
export class ReplyStore implements Replies {
  readonly arriving = new Map<string, Arrival>();
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  /** `name` of the database; tests have their own. */
  constructor(name = NAME) {
    this.#name = name;
  }

  async read(hash: string): Promise<StoredReply | undefined> {
    return (await this.#open()).get('replies', hash);
  }

  /** Those of these hashes that are stored, in their order. */
  async readMany(hashes: readonly string[]): Promise<StoredReply[]> {
    const database = await this.#open();
    const found = await Promise.all(hashes.map((hash) => database.get('replies', hash)));
    return found.filter((reply) => reply !== undefined);
  }

  async has(hash: string): Promise<boolean> {
    return (await (await this.#open()).count('replies', hash)) > 0;
  }

  /** All replies, in no order that means anything. */
  async list(): Promise<StoredReply[]> {
    return (await this.#open()).getAll('replies');
  }

  async keep(reply: StoredReply): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction('replies', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(reply, reply.hash), transaction.done]);
  }

  /** Kept open: work asks for thousands of replies. One that the browser or another version closes is opened again. */
  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('replies');
      },
      blocking: (_, __, event) => {
        (event.target as IDBDatabase).close(); // the event of an open database is heard on it
        this.#database = null;
      },
      terminated: () => {
        this.#database = null;
      },
    }).catch((error: unknown) => {
      this.#database = null;
      throw error;
    });
    return this.#database;
  }
}
