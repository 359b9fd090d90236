import { InputError } from '../../input-error';
import { isFields, type Fields } from '../training/format-reader';
import type { MappingQuestion } from './column-mapping';
import { findColumns } from './find-columns';
import { guessMapping } from './guess-mapping';

const SHOWN_ROWS = 5;
const SHOWN_CHARACTERS = 400;
const SHOWN_ITEMS = 5;
const SHOWN_KEYS = 60;
const DEPTH = 4;

/** A row and the line on which it starts. */
export interface SampleRow {
  readonly line: number;
  readonly value: Fields;
}

/** No row of a file could be used, but a person may know which of its columns holds what. */
export class UnknownLayoutError extends InputError {
  readonly question: MappingQuestion;

  constructor({ file, reason, line }: InputError, question: MappingQuestion) {
    super(file, reason, line);
    this.question = question;
  }
}

/** What to ask about a file with these first rows; undefined when they have no column that could be named. */
export function mappingQuestion(file: string, sample: readonly SampleRow[]): MappingQuestion | undefined {
  const values = sample.map(({ value }) => value);
  const columns = findColumns(values);
  if (columns.length < 2) return undefined;
  return {
    file,
    columns,
    rows: sample.slice(0, SHOWN_ROWS).map(({ line, value }) => ({ line, value: shortenedRow(value, DEPTH) })),
    guess: guessMapping(columns, values.slice(0, 100)),
  };
}

function shortenedRow(row: Fields, depth: number): Fields {
  const entries = Object.entries(row).slice(0, SHOWN_KEYS);
  return Object.fromEntries(entries.map(([key, value]) => [key, shortened(value, depth - 1)]));
}

function shortened(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.length > SHOWN_CHARACTERS
      ? `${value.slice(0, SHOWN_CHARACTERS).replace(/\p{Surrogate}$/u, '')}…`
      : value;
  if (depth <= 0) return Array.isArray(value) ? [] : isFields(value) ? {} : value;
  if (Array.isArray(value))
    return value.slice(0, SHOWN_ITEMS).map((item: unknown) => shortened(item, depth - 1));
  return isFields(value) ? shortenedRow(value, depth) : value;
}
