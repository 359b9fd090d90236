/** A query and a passage made of one document. */
export interface MadePair {
  readonly query: string;
  readonly positive: string;
}
