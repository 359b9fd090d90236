/** Prices of a million tokens, in any currency. */
export interface Prices {
  readonly in: number;
  readonly out: number;
}

export interface TokenCounts {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export function costOf({ promptTokens, completionTokens }: TokenCounts, prices: Prices): number {
  return (promptTokens * prices.in + completionTokens * prices.out) / 1_000_000;
}
