import type { EvalQuery } from '../data/eval-set';
import { csvLine } from './csv-line';

/** One column of figures, such as `nDCG@10 before`: query id -> value. */
export interface QueryColumn {
  readonly name: string;
  readonly values: ReadonlyMap<string, number>;
}

/** Per-query figures as CSV with a header line: id, text, then the columns. A query without a value has an empty cell. */
export function formatPerQueryCsv(queries: readonly EvalQuery[], columns: readonly QueryColumn[]): string {
  const header = csvLine(['query-id', 'query', ...columns.map(({ name }) => name)]);
  const lines = queries.map(({ id, text }) =>
    csvLine([id, text, ...columns.map(({ values }) => values.get(id) ?? '')]),
  );
  return header + lines.join('');
}
