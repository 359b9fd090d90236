import { createRandom, type Random } from '../../src/core/random/random.ts';

/** How one request is treated. All but `answer` and `plain` are ways in which endpoints misbehave. */
export const BEHAVIOURS = [
  /** A whole reply, streamed. */
  'answer',
  /** A whole reply in one piece, though a stream was asked for. */
  'plain',
  /** 429 with Retry-After; 429 without. */
  'limit',
  'limit-silent',
  /** 429: nothing left on the account. */
  'quota',
  'error-500',
  'error-503',
  /** An error within a stream. */
  'error-in-stream',
  /** A stream that begins and never goes on; no answer at all. */
  'slow',
  'hang',
  /** A stream that ends in the middle: closed as if it were whole; broken off. */
  'cut',
  'cut-off',
  'reset',
  'refusal',
  'filtered',
  'empty',
  'length',
  /** A verdict that is neither yes nor no. */
  'malformed',
  'wrong-model',
  'unauthorised',
  'html',
  /** JSON that stops in the middle; an error as if it were an answer. */
  'no-json',
  'error-body',
  /** An answer that the browser does not let the page read. */
  'no-cors',
] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];

/** An endpoint of its own on the server, so that tests do not meet. */
export interface Room {
  /** For the requests in their order; then `answer`. */
  readonly behaviours?: readonly Behaviour[];
  /** Or by chance: `share` of the requests are treated in one of these ways, the others answered. */
  readonly chance?: { readonly seed: number; readonly share: number; readonly of: readonly Behaviour[] };
  readonly models?: readonly string[];
  /** Without it every key will do, and none. */
  readonly key?: string;
  readonly retryAfter?: string;
  /** Parameters that are refused with 400, such as `max_tokens`. */
  readonly refused?: readonly string[];
  /** A request for more tokens than so many is refused with 400. */
  readonly mostTokens?: number;
  /** Milliseconds before an answer. */
  readonly delay?: number;
}

/** What a room has seen. */
export interface RoomLog {
  /** Behaviours in the order of the requests for a completion. */
  readonly requests: readonly Behaviour[];
  /** Bodies of these requests. */
  readonly bodies: readonly unknown[];
  /** How often each prompt (its messages as JSON) was answered whole: what a user would have paid for. */
  readonly answered: Readonly<Record<string, number>>;
  /** The most requests that were open at a time. */
  readonly mostAtOnce: number;
  /** Milliseconds since the room was opened, of each request. */
  readonly times: readonly number[];
}

/** A room with its log. */
export class OpenRoom {
  readonly room: Room;
  readonly #random: Random;
  readonly #opened = Date.now();
  readonly #requests: Behaviour[] = [];
  readonly #bodies: unknown[] = [];
  readonly #answered: Record<string, number> = {};
  readonly #times: number[] = [];
  #open = 0;
  #mostAtOnce = 0;

  constructor(room: Room) {
    this.room = room;
    this.#random = createRandom(room.chance?.seed ?? 0);
  }

  get models(): readonly string[] {
    return this.room.models ?? ['test-model', 'other-model'];
  }

  /** Begins a request and says how to treat it. */
  begin(body: unknown): Behaviour {
    const behaviour = this.#next();
    this.#requests.push(behaviour);
    this.#bodies.push(body);
    this.#times.push(Date.now() - this.#opened);
    this.#open++;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#open);
    return behaviour;
  }

  end(): void {
    this.#open--;
  }

  answered(prompt: string): void {
    this.#answered[prompt] = (this.#answered[prompt] ?? 0) + 1;
  }

  log(): RoomLog {
    return {
      requests: this.#requests,
      bodies: this.#bodies,
      answered: this.#answered,
      mostAtOnce: this.#mostAtOnce,
      times: this.#times,
    };
  }

  #next(): Behaviour {
    const { behaviours = [], chance } = this.room;
    const scripted = behaviours[this.#requests.length];
    if (scripted !== undefined || chance === undefined) return scripted ?? 'answer';
    if (this.#random.next() >= chance.share) return 'answer';
    return chance.of[this.#random.int(chance.of.length)] ?? 'answer';
  }
}
