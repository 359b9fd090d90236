import { mostPromptTokens } from './count-tokens';
import { BudgetReached, type Ask } from './llm';
import { costOf, type Prices, type TokenCounts } from './prices';

/** Limits of an open model; 0: none. */
export interface Limits {
  readonly cost: number;
  /** Asks that are sent at all; sending one again after a failure does not count. */
  readonly requests: number;
  readonly prices: Prices;
}

/** What an ask may cost at most, held back until it is known what it did cost. */
export interface Reservation {
  readonly worst: TokenCounts;
}

/**
 * Keeps the work within its limits: before a request is sent, the most it can cost is held back, so that what was spent
 * and what is under way together never exceed the budget. It relies on the provider to keep to the longest reply.
 */
export class Budget {
  readonly #limits: Limits;
  readonly #open = new Set<Reservation>();
  #begun = 0;
  #spent = 0;
  #waiting: (() => void)[] = [];

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get spent(): number {
    return this.#spent;
  }

  /**
   * Waits until an ask fits, where others under way may turn out cheaper than feared.
   * @throws BudgetReached when it does not fit and nothing is under way any more
   */
  async reserve(ask: Ask): Promise<Reservation> {
    const { cost, requests, prices } = this.#limits;
    const worst = { promptTokens: mostPromptTokens(ask.messages), completionTokens: ask.maxTokens };
    for (;;) {
      if (requests > 0 && this.#begun >= requests)
        throw new BudgetReached(`The limit of ${requests} requests is reached.`);
      if (cost === 0 || this.#spent + this.#held() + costOf(worst, prices) <= cost) break;
      if (this.#open.size === 0)
        throw new BudgetReached(budgetMessage(this.#spent, cost, costOf(worst, prices)));
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const reservation = { worst };
    this.#begun++;
    this.#open.add(reservation);
    return reservation;
  }

  /** Books tokens that were paid for without a reply; the reservation stays. */
  charge(tokens: TokenCounts): void {
    this.#spent += costOf(tokens, this.#limits.prices);
  }

  /** Ends a reservation with what it cost; null: nothing. */
  settle(reservation: Reservation, used: TokenCounts | null): void {
    if (used !== null) this.charge(used);
    this.#open.delete(reservation);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Whether a request may be sent once more although its last try was paid for. */
  affordsAgain(): boolean {
    return this.#limits.cost === 0 || this.#spent + this.#held() <= this.#limits.cost;
  }

  #held(): number {
    let sum = 0;
    for (const { worst } of this.#open) sum += costOf(worst, this.#limits.prices);
    return sum;
  }
}

function budgetMessage(spent: number, limit: number, next: number): string {
  const most = next.toPrecision(2);
  return spent === 0
    ? `One request could cost up to ${most}, more than the whole budget of ${limit}: raise the budget, or lower "Longest reply".`
    : `The budget is used up: ${spent.toPrecision(3)} of ${limit} is spent, and another request could cost up to ${most}.`;
}
