/** One measured figure, beside what it is measured against. */
export interface Figure {
  /** What was run: backend, encoder, batch. */
  readonly subject: string;
  readonly figure: string;
  readonly unit: string;
  /** Null when it could not be measured; `note` says why. */
  readonly ours: number | null;
  readonly other?: { readonly name: string; readonly value: number };
  /** How many times better ours is; of repeated pairs the median. */
  readonly ratio?: number;
  /** What was aimed for, and whether it was reached. */
  readonly reach?: { readonly text: string; readonly met: boolean };
  readonly note?: string;
}

export interface SuiteResult {
  readonly suite: string;
  /** ISO date and time. */
  readonly measured: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** `ours` and `other` measured in turn, A B A B ..., so that what disturbs the machine disturbs both. */
export async function inPairs<A, B>(
  pairs: number,
  ours: () => Promise<A>,
  other: () => Promise<B>,
): Promise<{ readonly ours: A; readonly other: B }[]> {
  const measured = [];
  for (let i = 0; i < pairs; i++) measured.push({ ours: await ours(), other: await other() });
  return measured;
}

export function atLeast(value: number, wanted: number, what: string): NonNullable<Figure['reach']> {
  return { text: `≥ ${what}`, met: value >= wanted };
}

export function atMost(value: number, wanted: number, what: string): NonNullable<Figure['reach']> {
  return { text: `≤ ${what}`, met: value <= wanted };
}
