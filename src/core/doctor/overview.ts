import { UNSTATED_PARADIGM } from '../data/row-groups';
import type { TrainingRow } from '../data/training-row';
import { NumberTable } from './number-table';
import { Tally } from './tally';

/** What the rows are made of. */
export interface Overview {
  /** Queries by the number of their rows: "1", "2", "3", "4 to 7", ...; ranges without queries are left out. */
  readonly rowsPerQuery: readonly { readonly rows: string; readonly queries: number }[];
  /** Rows by how their passage was made, where the files say; most first. */
  readonly paradigms: readonly { readonly name: string; readonly rows: number }[];
  /** Rows by language, or by script where the language is unclear; most first. */
  readonly languages: readonly { readonly name: string; readonly rows: number }[];
}

const RANGES = [
  { rows: '1', from: 1 },
  { rows: '2', from: 2 },
  { rows: '3', from: 3 },
  { rows: '4 to 7', from: 4 },
  { rows: '8 to 15', from: 8 },
  { rows: '16 to 63', from: 16 },
  { rows: '64 or more', from: 64 },
];

/** Counts rows by query and by paradigm. */
export class RowCounts {
  readonly #rowsOfQuery = new NumberTable();
  readonly #paradigms = new Tally();

  /** @param query `textHash` of the row's query */
  add({ paradigm }: TrainingRow, query: number): void {
    this.#rowsOfQuery.set(query, (this.#rowsOfQuery.get(query) ?? 0) + 1);
    this.#paradigms.add([paradigm ?? UNSTATED_PARADIGM]);
  }

  list(): Pick<Overview, 'rowsPerQuery' | 'paradigms'> {
    const queries = RANGES.map(() => 0);
    for (const rows of this.#rowsOfQuery.values()) {
      const range = RANGES.findLastIndex(({ from }) => rows >= from);
      queries[range] = (queries[range] ?? 0) + 1;
    }
    const named = this.#paradigms.list().map(({ name, count }) => ({ name, rows: count }));
    return {
      rowsPerQuery: RANGES.map(({ rows }, i) => ({ rows, queries: queries[i] ?? 0 })).filter(
        ({ queries: count }) => count > 0,
      ),
      paradigms: named.every(({ name }) => name === UNSTATED_PARADIGM)
        ? []
        : named.sort((a, b) => b.rows - a.rows),
    };
  }
}
