/** Lines named per note; the rest are only counted. */
const NAMED = 5;

export interface NoteCounter {
  /** Counts one more line for which `text` holds. */
  add(text: string, line: number): void;
  /** One sentence per text that `wanted` lets through: "text: 12 rows (lines 1, 2, 3, 4, 5, …)." */
  notes(wanted?: (text: string) => boolean): string[];
}

/** Collects remarks about single lines into one sentence per kind of remark. */
export function createNoteCounter(): NoteCounter {
  const counts = new Map<string, { count: number; lines: number[] }>();
  return {
    add(text, line) {
      const entry = counts.get(text) ?? { count: 0, lines: [] };
      entry.count++;
      if (entry.lines.length < NAMED) entry.lines.push(line);
      counts.set(text, entry);
    },
    notes: (wanted = () => true) =>
      [...counts]
        .filter(([text]) => wanted(text))
        .map(([text, { count, lines }]) => {
          const more = count > lines.length ? ', …' : '';
          return `${text}: ${count} ${count === 1 ? 'row (line' : 'rows (lines'} ${lines.join(', ')}${more}).`;
        }),
  };
}
