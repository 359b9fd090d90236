import { NO_COUNTS, type Ask, type Llm, type Purpose, type StoredReply } from '../../core/llm/llm';

/** A text as long as passages usually are. */
export const USUAL_PASSAGE = 'word '.repeat(120).trim();

/**
 * In the place of a language model: gives stored replies, and made-up ones where there are none, and remembers what it was
 * asked. Running work with it tells what the work would ask, without asking.
 */
export class EstimatingLlm implements Llm {
  readonly asks: Ask[] = [];
  readonly counts = NO_COUNTS;
  readonly #stored = new Set<Ask>();
  readonly #read: (ask: Ask) => Promise<StoredReply | undefined>;

  /** `read` looks up a stored reply. */
  constructor(read: (ask: Ask) => Promise<StoredReply | undefined>) {
    this.#read = read;
  }

  isStored(ask: Ask): boolean {
    return this.#stored.has(ask);
  }

  async ask(ask: Ask, signal: AbortSignal): Promise<StoredReply> {
    signal.throwIfAborted();
    this.asks.push(ask);
    const stored = await this.#read(ask);
    if (stored !== undefined) {
      this.#stored.add(ask);
      return { ...stored, cached: true };
    }
    const text = madeUp(ask.purpose);
    const at = new Date(0).toISOString();
    const of = { hash: '', ask, provider: '', askedModel: '', at, cached: false };
    return { text, finish: 'stop', model: '', promptTokens: 0, completionTokens: 0, ...of };
  }
}

function madeUp(purpose: Purpose): string {
  switch (purpose) {
    case 'cot':
    case 'positive':
    case 'negative':
      return USUAL_PASSAGE;
    case 'queries':
    case 'paraphrase':
      // More than any setting asks for; the reader takes what it wants.
      return Array.from({ length: 20 }, (_, at) => `a query of a usual length, number ${at}`).join('\n');
    case 'translate':
      return 'a query of a usual length';
    case 'verify':
      return 'yes';
    case 'compare':
      return 'tie';
  }
}
