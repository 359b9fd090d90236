import type { Fields } from '../training/format-reader';

/** Which column or path of a file's rows holds what. Texts are taken as they stand. */
export interface ColumnMapping {
  readonly query: string;
  /** A list under it gives several positives. */
  readonly positive: string;
  /** Lists under them give several negatives. */
  readonly negatives: readonly string[];
  readonly synthetic?: string;
  readonly cot?: string;
  readonly queryId?: string;
}

/** A mapping and the files it is for. */
export interface MappingRule {
  readonly mapping: ColumnMapping;
  /** For files with exactly these columns; without them, for every file whose rows have the mapping's query and positive. */
  readonly columns?: readonly string[];
}

/** What a person needs to see to say which column holds what. */
export interface MappingQuestion {
  readonly file: string;
  /** Columns and paths of the first rows, in the order in which they stand. */
  readonly columns: readonly string[];
  /** The first rows; long texts and lists are cut. */
  readonly rows: readonly { readonly line: number; readonly value: Fields }[];
  /** What their names and texts suggest. */
  readonly guess: MappingDraft;
}

/** A mapping that is not complete. */
export type MappingDraft = Partial<ColumnMapping>;

/** Roles that one column can have. */
export const SINGLE_ROLES = ['query', 'positive', 'synthetic', 'cot', 'queryId'] as const;

/** "query = question, positive = context, negative = wrong". */
export function describeMapping(mapping: ColumnMapping): string {
  const { negatives } = mapping;
  const single = SINGLE_ROLES.flatMap((role) => {
    const column = mapping[role];
    return column === undefined ? [] : [`${role} = ${column}`];
  });
  return [...single, ...negatives.map((column) => `negative = ${column}`)].join(', ');
}

/** The draft as a mapping, or what it lacks. */
export function completeMapping(draft: MappingDraft): ColumnMapping | { readonly reason: string } {
  const { query, positive, negatives = [] } = draft;
  if (query === undefined) return { reason: 'Choose the column that holds the query.' };
  if (positive === undefined) return { reason: 'Choose the column that holds the positive passage.' };
  return { ...draft, query, positive, negatives };
}

/** Whether two lists name the same columns, in any order. */
export function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}
