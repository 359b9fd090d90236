/** Names under which a format keeps its texts. */
export interface KeyFamily {
  readonly query: string;
  readonly positive: string;
  readonly negative?: string;
  /** Without the negative's key the row means something else (sentence1 and 2 alone are a similarity pair). */
  readonly needsNegative?: true;
}

export const TRIPLET_FAMILIES: readonly KeyFamily[] = [
  { query: 'query', positive: 'positive', negative: 'negative' },
  { query: 'anchor', positive: 'positive', negative: 'negative' },
  { query: 'query', positive: 'doc_pos', negative: 'doc_neg' },
  { query: 'sentence1', positive: 'sentence2', negative: 'sentence3', needsNegative: true },
  { query: 'premise', positive: 'entailment', negative: 'contradiction' },
];

export const PAIR_FAMILIES: readonly KeyFamily[] = [
  { query: 'query', positive: 'passage' },
  { query: 'question', positive: 'answer' },
];

/** "query, positive, negative". */
export function familyKeys({ query, positive, negative }: KeyFamily): string {
  return [query, positive, negative].filter((key) => key !== undefined).join(', ');
}

/** Whether a row has the family's keys, whatever stands under them. */
export function hasFamily(row: object, { query, positive, negative, needsNegative }: KeyFamily): boolean {
  return query in row && positive in row && (!needsNegative || (negative !== undefined && negative in row));
}
