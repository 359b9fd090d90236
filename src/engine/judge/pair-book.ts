import type { PairTable } from '../../core/preferences/judged-pairs';
import { UNJUDGED, type Judgements } from '../../core/preferences/pair';
import { pairRates } from '../../core/preferences/pair-rates';
import type { PairsChange, PairsReport } from '../protocol/pairs';
import { PairStore, type LastWork, type Proposal } from './pair-store';

const NO_PAIRS: Proposal = { queries: [], pairs: [], model: '', corpus: '', notes: [] };
const NO_WORK: LastWork = { ended: '', counts: null, notes: [] };

/** The proposed pairs and their verdicts: in memory for use, and in the browser's storage before anything is said of them. */
export class PairBook {
  readonly #store: PairStore;
  #proposal = NO_PAIRS;
  #work = NO_WORK;
  #judgements = new Map<string, Judgements>();
  #reading: Promise<void> | null = null;
  /** Changes follow each other: each begins with what the one before it left. */
  #changing: Promise<unknown> = Promise.resolve();
  #busy = false;

  constructor(store = new PairStore()) {
    this.#store = store;
  }

  /** Reads what earlier pages kept, once. */
  async open(): Promise<void> {
    this.#reading ??= this.#read();
    try {
      await this.#reading;
    } catch (error) {
      this.#reading = null; // the next call may have more luck
      throw error;
    }
  }

  /**
   * Work that the pairs must not change under; a person may judge meanwhile.
   * @throws Error while other such work goes on
   */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new Error('The pairs are being made or judged already. Cancel that first.');
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  get table(): PairTable {
    const { queries, pairs } = this.#proposal;
    return { queries, pairs, judgements: this.#judgements };
  }

  report(): PairsReport {
    const { queries, pairs, model, corpus, notes } = this.#proposal;
    return {
      queries,
      pairs: pairs.map((pair) => ({ ...pair, ...this.judgementsOf(pair.id) })),
      rates: pairRates(this.table),
      model,
      corpus,
      ended: this.#work.ended,
      counts: this.#work.counts,
      notes: [...notes, ...this.#work.notes],
    };
  }

  judgementsOf(id: string): Judgements {
    return this.#judgements.get(id) ?? UNJUDGED;
  }

  /** Other pairs in the place of the present ones. Verdicts stay: pairs that come back have theirs. */
  async propose(proposal: Proposal): Promise<void> {
    await this.#store.propose(proposal);
    await this.#store.keepWork(NO_WORK);
    this.#proposal = proposal;
    this.#work = NO_WORK;
  }

  async keepWork(work: LastWork): Promise<void> {
    await this.#store.keepWork(work);
    this.#work = work;
  }

  /** Keeps a judge's words; those of the other judge stay, also where both speak at once. */
  judge(changes: ReadonlyMap<string, Partial<Judgements>>): Promise<PairsChange> {
    return this.#inTurn(() => this.#judge(changes));
  }

  async #judge(changes: ReadonlyMap<string, Partial<Judgements>>): Promise<PairsChange> {
    const whole = new Map([...changes].map(([id, change]) => [id, { ...this.judgementsOf(id), ...change }]));
    await this.#store.judge(whole);
    for (const [id, judgements] of whole) this.#judgements.set(id, judgements);
    return {
      changed: [...whole].map(([id, judgements]) => ({ id, ...judgements })),
      rates: pairRates(this.table),
    };
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store.clear();
      this.#proposal = NO_PAIRS;
      this.#work = NO_WORK;
      this.#judgements = new Map();
    });
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined); // whoever asked for it hears of it
    return changed;
  }

  async #read(): Promise<void> {
    const { proposal, work, judgements } = await this.#store.read();
    this.#proposal = proposal ?? NO_PAIRS;
    this.#work = work ?? NO_WORK;
    this.#judgements = new Map(judgements);
  }
}
