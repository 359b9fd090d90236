import { BudgetReached, LlmError, type Llm, type StoredReply } from '../../core/llm/llm';
import { combineOrders } from '../../core/preferences/combine-orders';
import { ATTEMPTS, compareAsk, type Order } from '../../core/preferences/compare-ask';
import type { Judgements, LlmJudgement, Pair, PlaceAnswer } from '../../core/preferences/pair';
import type { Settings } from '../../core/settings/settings';
import { parseComparison } from '../../core/synthesis/parse-reply';
import type { Prompts } from '../../core/synthesis/prompt';
import { promptVersion } from '../../core/synthesis/prompts';
import type { CallContext } from '../commands/command';
import type { JudgingEnd } from '../protocol/pairs';
import { describeLlm } from '../llm/describe-llm';
import type { PairBook } from './pair-book';

/** Milliseconds between two writes of new verdicts, each followed by an event. */
const WRITE_EVERY = 300;

export interface LlmJob {
  readonly book: PairBook;
  readonly llm: Llm;
  readonly settings: Settings;
  readonly prompts: Prompts;
}

/** The pairs that this model has not judged with this prompt. */
export function pairsToAsk({ book, settings, prompts }: Omit<LlmJob, 'llm'>): Pair[] {
  const version = promptVersion(prompts.compare);
  const { model } = describeLlm(settings);
  return book.table.pairs.filter(({ id }) => {
    const { llm } = book.judgementsOf(id);
    return llm?.model !== model || llm.promptVersion !== version;
  });
}

/**
 * Asks the language model about every pair that it has not judged, in both orders. Verdicts are kept as they come, so
 * that the next call goes on; replies are kept by the model itself, so that none is paid for twice.
 * @throws LlmError when no request can succeed; the signal's reason when cancelled
 */
export async function judgeWithLlm(job: LlmJob, context: CallContext): Promise<void> {
  const { book, llm } = job;
  const work = new Work(job, context);
  let ended: JudgingEnd = 'failed';
  try {
    ended = await work.run();
  } catch (error) {
    if (context.signal.aborted) ended = 'cancelled';
    throw error;
  } finally {
    await work.write();
    await book.keepWork({ ended, counts: { ...llm.counts }, notes: work.notes() });
  }
}

class Work {
  readonly #job: LlmJob;
  readonly #context: CallContext;
  readonly #left: Pair[];
  readonly #total: number;
  readonly #started = performance.now();
  /** Ends the requests under way when no other can succeed. */
  readonly #stop = new AbortController();
  #done = 0;
  #fresh = new Map<string, Partial<Judgements>>();
  #written = performance.now();
  #writing: Promise<void> = Promise.resolve();
  #failed = 0;
  #fault = '';
  /** Why no further pair is begun. */
  #end: { readonly error: unknown } | null = null;

  constructor(job: LlmJob, context: CallContext) {
    this.#job = job;
    this.#context = context;
    this.#left = pairsToAsk(job).reverse();
    this.#total = this.#left.length;
  }

  async run(): Promise<JudgingEnd> {
    const workers = Array.from({ length: this.#job.settings.llmConcurrency }, () => this.#worker());
    await Promise.all(workers);
    this.#context.signal.throwIfAborted();
    if (this.#end === null) return 'finished';
    if (this.#end.error instanceof BudgetReached) return 'budget';
    throw this.#end.error;
  }

  notes(): string[] {
    const notes = this.#end?.error instanceof BudgetReached ? [this.#end.error.message] : [];
    if (this.#failed === 0) return notes;
    const pairs = `${this.#failed} ${this.#failed === 1 ? 'pair' : 'pairs'}`;
    return [...notes, `${pairs} got no answer and can be asked about again; the last reason: ${this.#fault}`];
  }

  /** Keeps what is new and tells the page; one write after the other. */
  write(): Promise<void> {
    this.#written = performance.now();
    this.#writing = this.#writing.then(async () => {
      const fresh = this.#fresh;
      this.#fresh = new Map();
      if (fresh.size === 0) return;
      const change = await this.#job.book.judge(fresh);
      this.#context.emit({ kind: 'pairs', ...change, counts: { ...this.#job.llm.counts } });
    });
    return this.#writing;
  }

  async #worker(): Promise<void> {
    for (let pair = this.#next(); pair !== undefined; pair = this.#next()) {
      try {
        // Before the verdict is put down: the map of fresh verdicts may be another after the wait.
        const llm = await this.#judge(pair);
        this.#fresh.set(pair.id, { llm });
      } catch (error) {
        this.#note(error);
      }
      this.#tell();
      if (performance.now() - this.#written >= WRITE_EVERY)
        await this.write().catch((error: unknown) => (this.#end ??= { error }));
    }
  }

  #next(): Pair | undefined {
    return this.#end !== null || this.#context.signal.aborted ? undefined : this.#left.pop();
  }

  /** One pair's failure is its own, unless every other pair would fail as well. */
  #note(error: unknown): void {
    if (error instanceof LlmError && !error.all) {
      this.#failed++;
      this.#fault = error.message;
      return;
    }
    this.#end ??= { error };
    if (!(error instanceof BudgetReached)) this.#stop.abort(error);
  }

  #tell(): void {
    this.#done++;
    const seconds = (performance.now() - this.#started) / 1000;
    this.#context.emit({
      kind: 'progress',
      phase: 'Judging pairs',
      done: this.#done,
      total: this.#total,
      unit: 'pairs',
      secondsLeft: (seconds / this.#done) * (this.#total - this.#done),
    });
  }

  async #judge(pair: Pair): Promise<LlmJudgement> {
    const both = await Promise.allSettled([this.#ask(pair, 'forward'), this.#ask(pair, 'backward')]);
    const [forward, backward] = both.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    const orders = [forward ?? 'unparsable', backward ?? 'unparsable'] as const;
    const { settings, prompts } = this.#job;
    return {
      verdict: combineOrders(...orders),
      orders,
      model: describeLlm(settings).model,
      promptVersion: promptVersion(prompts.compare),
    };
  }

  async #ask(pair: Pair, order: Order): Promise<PlaceAnswer> {
    const { book, llm, settings, prompts } = this.#job;
    const signal = AbortSignal.any([this.#context.signal, this.#stop.signal]);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const ask = compareAsk(book.table.queries, pair, order, attempt, { prompts, settings });
      const answer = answerOf(await llm.ask(ask, signal));
      if (answer !== 'unparsable') return answer;
    }
    return 'unparsable';
  }
}

/** A reply that was cut off says nothing, whatever stands in it. */
function answerOf({ finish, text }: StoredReply): PlaceAnswer {
  return finish === 'stop' ? parseComparison(text) : 'unparsable';
}
