import type { Fields } from '../training/format-reader';
import type { MappingDraft } from './column-mapping';
import { valueAt } from './column-path';

/** Words by which a column's name tells what it holds, the surest first. */
const WORDS = {
  query: [
    'query',
    'question',
    'anchor',
    'queries',
    'questions',
    'search',
    'prompt',
    'instruction',
    'title',
    'q',
  ],
  positive: [
    'positive',
    'positives',
    'pos',
    'context',
    'passage',
    'passages',
    'answer',
    'answers',
    'document',
    'doc',
    'response',
    'body',
    'content',
    'text',
  ],
  negative: ['negative', 'negatives', 'neg', 'wrong', 'incorrect', 'distractor', 'distractors', 'rejected'],
} as const;

/**
 * What the names of the columns suggest, and where they suggest nothing the lengths of the texts: queries are short,
 * passages long. Ids and numbers are not taken for texts.
 */
export function guessMapping(columns: readonly string[], rows: readonly Fields[]): MappingDraft {
  const texts = columns.filter((column) => rows.some((row) => isText(valueAt(row, column))));
  const negatives = byWords(texts, WORDS.negative);
  const rest = texts.filter((column) => !negatives.includes(column));
  const query = byWords(rest, WORDS.query)[0] ?? byLength(rest, rows)[0];
  const others = rest.filter((column) => column !== query);
  const positive = byWords(others, WORDS.positive)[0] ?? byLength(others, rows).at(-1);
  return {
    ...(query === undefined ? {} : { query }),
    ...(positive === undefined ? {} : { positive }),
    negatives: withoutInner(negatives),
  };
}

function isText(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isText);
  return typeof value === 'string' && /\p{L}/u.test(value);
}

/** The columns whose names hold one of the words, by how sure the word is. */
function byWords(columns: readonly string[], words: readonly string[]): string[] {
  const rank = (column: string): number => {
    const parts = column.toLowerCase().split(/[^\p{L}]+/u);
    const places = words.flatMap((word, i) => (parts.includes(word) ? [i] : []));
    // An id or a score of a passage is no passage.
    return parts.some((part) => ['id', 'ids', 'score', 'scores'].includes(part))
      ? Infinity
      : Math.min(...places);
  };
  return columns.filter((column) => rank(column) < Infinity).toSorted((a, b) => rank(a) - rank(b));
}

function byLength(columns: readonly string[], rows: readonly Fields[]): string[] {
  const length = (column: string): number =>
    rows.reduce((sum, row) => sum + lengthOf(valueAt(row, column)), 0);
  return columns.toSorted((a, b) => length(a) - length(b));
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lengthOf(item), 0);
  return typeof value === 'string' ? value.length : 0;
}

/** `passages` has what `passages[0]` has. */
function withoutInner(columns: readonly string[]): string[] {
  return columns.filter(
    (column) => !column.includes('[0]') || !columns.some((other) => sameList(column, other)),
  );
}

function sameList(column: string, other: string): boolean {
  return other !== column && (column.replace('[0]', '') === other || column.replace('[0]', '[]') === other);
}
