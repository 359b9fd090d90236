/** A retrieved document: higher score, better place. */
export interface ScoredDocument {
  readonly id: string;
  readonly score: number;
}

/** What a system retrieved: query id -> documents, in any order. */
export type Run = ReadonlyMap<string, readonly ScoredDocument[]>;
