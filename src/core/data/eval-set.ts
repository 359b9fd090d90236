/** A passage of a corpus. `title` may be empty. */
export interface Passage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface EvalQuery {
  readonly id: string;
  readonly text: string;
}

/** Judgements: query id -> document id -> grade (an integer; 0 and below mean not relevant). */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What an evaluation ranks and against which judgements. */
export interface EvalSet {
  readonly name: string;
  readonly corpus: readonly Passage[];
  /** Only queries that have judgements. */
  readonly queries: readonly EvalQuery[];
  readonly qrels: Qrels;
}
