import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { InputError } from '../core/input-error.ts';
import type { StudyCell } from '../core/study/study-cell.ts';

/** The finished cells of a study that is not, as JSON Lines beside its output. */
export interface CellFile {
  readonly path: string;
  /** Those of an earlier start. */
  readonly cells: readonly StudyCell[];
  append(cell: StudyCell): void;
}

/**
 * Reads what is there; a last line that was cut off is left out.
 * @throws InputError for a file that Kennel has not written
 */
export function openCellFile(path: string): CellFile {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = text.split('\n');
  const whole = lines.slice(0, -1);
  // A line that was cut off must not run into the next one.
  let start = lines.at(-1) === '' ? '' : '\n';
  return {
    path,
    cells: whole.filter((line) => line !== '').flatMap((line, at) => readCell(line, path, at + 1)),
    append: (cell) => {
      appendFileSync(path, `${start}${JSON.stringify(cell)}\n`);
      start = '';
    },
  };
}

function readCell(line: string, path: string, number: number): StudyCell[] {
  const value = parse(line);
  if (isCell(value)) return [value];
  // The end of a line that was cut off, before an append.
  if (value === undefined) return [];
  throw new InputError(path, 'this line is no cell of a study; move the file away', number);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isCell(value: unknown): value is StudyCell {
  if (typeof value !== 'object' || value === null) return false;
  const { key, run, sets } = value as Partial<StudyCell>; // any of them may be missing
  return typeof key === 'string' && typeof run === 'string' && Array.isArray(sets);
}
