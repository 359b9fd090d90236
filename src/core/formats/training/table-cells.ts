import type { Fields } from './format-reader';
import { LIST_FAMILIES } from './list-family';

/** Columns whose cells may hold a list of texts. */
const LISTS = new Set([
  'positives',
  'negatives',
  ...LIST_FAMILIES.flatMap(({ positives, negatives }) => [positives, negatives]),
]);
/** Columns whose cells are yes or no. */
const FLAGS = new Set(['verified']);

/** Reads what the cells of a table can only say as text: lists written as JSON, and yes or no. */
export interface CellReader {
  /** The record as a row; or why a list in it cannot be read. */
  read(cells: readonly string[]): { readonly value: Fields } | { readonly reason: string };
  /** The columns whose cells were read as JSON. */
  readonly lists: ReadonlySet<string>;
}

export function createCellReader(names: readonly string[]): CellReader {
  const lists = new Set<string>();
  const special = names.some((name) => LISTS.has(name) || FLAGS.has(name));
  return {
    lists,
    read(cells) {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < names.length; i++) {
        const name = names[i] ?? '';
        const cell = cells[i] ?? '';
        if (!special) value[name] = cell;
        else if (LISTS.has(name) && cell.trimStart().startsWith('[')) {
          const list = parseList(cell);
          if (list === undefined) return { reason: `"${name}" begins like a list but is not valid JSON` };
          lists.add(name);
          value[name] = list;
        } else value[name] = FLAGS.has(name) ? readFlag(cell) : cell;
      }
      return { value };
    },
  };
}

function parseList(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown; // `any` becomes `unknown`: the readers check
  } catch {
    return undefined;
  }
}

/** "True" as pandas writes it; an empty cell is no answer. */
function readFlag(cell: string): unknown {
  const word = cell.trim().toLowerCase();
  if (word === '') return undefined;
  return word === 'true' ? true : word === 'false' ? false : cell;
}
