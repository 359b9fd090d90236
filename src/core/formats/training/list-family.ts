/** Names under which a format keeps one query and lists of passages. */
export interface ListFamily {
  /** The tool whose layout it is. */
  readonly tool: string;
  readonly query: string;
  readonly positives: string;
  readonly negatives: string;
}

export const FLAG_EMBEDDING: ListFamily = {
  tool: 'FlagEmbedding',
  query: 'query',
  positives: 'pos',
  negatives: 'neg',
};

export const COHERE: ListFamily = {
  tool: 'Cohere',
  query: 'query',
  positives: 'relevant_passages',
  negatives: 'hard_negatives',
};

export const TEVATRON: ListFamily = {
  tool: 'Tevatron',
  query: 'query',
  positives: 'positive_passages',
  negatives: 'negative_passages',
};

export const OPEN_MATCH: ListFamily = {
  tool: 'OpenMatch',
  query: 'query',
  positives: 'doc_pos',
  negatives: 'doc_neg',
};

export const LIST_FAMILIES: readonly ListFamily[] = [FLAG_EMBEDDING, COHERE, TEVATRON, OPEN_MATCH];

/** "query, pos, neg". */
export function listFamilyKeys({ query, positives, negatives }: ListFamily): string {
  return `${query}, ${positives}, ${negatives}`;
}

/** Whether a row has the family's query and positives, whatever stands under them. The negatives may be absent. */
export function hasListFamily(row: object, { query, positives }: ListFamily): boolean {
  return query in row && positives in row;
}
