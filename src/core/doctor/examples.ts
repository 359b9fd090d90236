import type { TrainingRow } from '../data/training-row';
import type { Example, ExamplePart, Segment } from './finding';

/** Examples of a finding. */
const SHOWN = 5;
/** Characters of a text that are shown. */
const LONGEST = 280;
const LONGEST_LINE = 80;

/** What to show of a row: the text in question, and the texts that show why. */
export type Show = (row: TrainingRow) => { readonly text: string; readonly parts: readonly ExamplePart[] };

/** Keeps the worst of many examples, and of equally bad ones the first. */
export class WorstExamples {
  #kept: { readonly score: number; readonly index: number; readonly show: Show }[] = [];

  add(index: number, score: number, show: Show): void {
    const last = this.#kept.at(-1);
    if (this.#kept.length === SHOWN && last !== undefined && last.score >= score) return;
    const at = this.#kept.findIndex((other) => other.score < score);
    this.#kept.splice(at < 0 ? this.#kept.length : at, 0, { score, index, show });
    if (this.#kept.length > SHOWN) this.#kept.pop();
  }

  /** @param rowAt reads a row again: its texts were not kept. */
  list(rowAt: (index: number) => TrainingRow): Example[] {
    return this.#kept.map(({ index, show }) => {
      const row = rowAt(index);
      const { text, parts } = show(row);
      return { file: row.file, line: row.line, text: shorten(text, LONGEST_LINE), parts };
    });
  }
}

/** A text that is itself what was found. */
export function markedPart(label: string, text: string, place: string | null = null): ExamplePart {
  return { label, place, segments: [{ text: shorten(text, LONGEST), marked: true }] };
}

/** A text for context. */
export function plainPart(label: string, text: string, place: string | null = null): ExamplePart {
  return { label, place, segments: [{ text: shorten(text, LONGEST), marked: false }] };
}

/** A text beside one that is nearly the same: the words that the other lacks are marked. */
export function comparedPart(
  label: string,
  text: string,
  other: string,
  place: string | null = null,
): ExamplePart {
  const known = new Set(other.split(/\s+/u));
  const segments: Segment[] = [];
  for (const piece of shorten(text, LONGEST).split(/(\s+)/u)) {
    const marked = /\S/u.test(piece) && !known.has(piece) && !piece.endsWith('…');
    const last = segments.at(-1);
    if (last?.marked === marked) segments[segments.length - 1] = { text: last.text + piece, marked };
    else if (piece !== '') segments.push({ text: piece, marked });
  }
  return { label, place, segments };
}

function shorten(text: string, longest: number): string {
  const flat = text
    .slice(0, 3 * longest)
    .replace(/\s+/gu, ' ')
    .trim();
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}
