/** Layouts and lines named in the note. */
const NAMED = 10;

export interface LayoutList {
  add(keys: string, line: number): void;
  /** One sentence that names the other layouts of the file and their lines; none when there are none. */
  notes(readAs: string): string[];
}

/** Collects the layouts of rows that do not fit the one the file is read in. Memory is bounded. */
export function createLayoutList(): LayoutList {
  const layouts = new Map<string, { first: number; count: number }>();
  let others = 0;
  return {
    add(keys, line) {
      const known = layouts.get(keys);
      if (known) known.count++;
      else if (layouts.size < NAMED) layouts.set(keys, { first: line, count: 1 });
      else others++;
    },
    notes(readAs) {
      if (layouts.size === 0) return [];
      const named = [...layouts].map(([keys, { first, count }]) =>
        count === 1 ? `${keys} (line ${first})` : `${keys} (${count} lines, first ${first})`,
      );
      if (others > 0) named.push(`${others} lines of still other layouts`);
      return [
        `The layout changes inside this file. Rows with ${readAs} were read; left out were: ${named.join('; ')}.`,
      ];
    },
  };
}
