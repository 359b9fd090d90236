import type { EvalSet, Passage } from '../../core/data/eval-set';

/** Where the passages of a set are found: rows of its embedded corpus. */
export interface PassageRows {
  readonly count: number;
  /** Undefined for a passage that is judged and not in the corpus. */
  row(id: string): number | undefined;
  /** Rows of the passages judged relevant for a query. */
  relevantTo(query: string): readonly number[];
}

export function passageRows(
  passages: readonly Passage[],
  { qrels }: Pick<EvalSet, 'qrels'>,
  relevanceLevel: number,
): PassageRows {
  const rows = new Map(passages.map(({ id }, row) => [id, row]));
  return {
    count: passages.length,
    row: (id) => rows.get(id),
    relevantTo: (query) =>
      [...(qrels.get(query) ?? [])].flatMap(([id, grade]) => {
        const row = rows.get(id);
        return grade >= relevanceLevel && row !== undefined ? [row] : [];
      }),
  };
}
