import type { TrainingRow } from '../../core/data/training-row';

/** Names of files, numbered: a row says where it comes from by a number. */
export interface FileNames {
  numberOf(name: string): number;
  at(number: number): string | undefined;
}

export function createFileNames(): FileNames {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    at: (number) => names[number],
  };
}

/** A row as JSON: exact for whatever a row may hold, also for half a surrogate in an id. */
export function encodeRow({ file, ...rest }: TrainingRow, names: FileNames): string {
  return JSON.stringify([names.numberOf(file), rest]);
}

/** @throws Error for what `encodeRow` did not make */
export function decodeRow(json: string, names: FileNames): TrainingRow {
  const [number, rest] = JSON.parse(json) as [number, Omit<TrainingRow, 'file'>]; // only encodeRow writes it
  const file = names.at(number);
  if (file === undefined) throw new Error('a stored row names no file');
  return { file, ...rest };
}

/** Characters of a row's texts: about the bytes that it takes, in memory and in the file. */
export function textLength({ query, positives, negatives, synthetic, cot }: TrainingRow): number {
  let length = query.length + (synthetic?.text.length ?? 0) + (cot?.length ?? 0);
  for (const text of positives) length += text.length;
  for (const text of negatives) length += text.length;
  return length;
}
