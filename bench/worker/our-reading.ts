import type { RowList } from '../../src/core/data/row-list';
import { readTrainingData } from '../../src/core/formats/read-training-data';
import { createRandom } from '../../src/core/random/random';
import { inputFile } from '../../src/engine/session/browser-file';
import { SpillingSink } from '../../src/engine/storage/spilling-sink';

/** Characters of one passage; a row has two, and about 1 KB with its query. */
const PASSAGE = 470;
const ALPHABET = 'etaoin shrdlu cmfwyp vbgkjq xz ';
/** Lines made at a time. */
const LINES = 10_000;

export interface OurReading {
  /** Reads the file as training data, and keeps the rows until the next reading. */
  read(): Promise<{ readonly rows: number; readonly stored: boolean }>;
  /** The least that anyone must do: decodes it and parses it line by line, and keeps nothing. */
  bare(): Promise<number>;
}

/** A JSON Lines file of triplets, of about so many bytes, from a seed. */
export function createReading(bytes: number): OurReading {
  const file = makeFile(bytes);
  let sink: SpillingSink | undefined;
  let kept: RowList | undefined;
  return {
    read: async () => {
      await sink?.discard();
      sink = new SpillingSink({ expected: file.size, signal: new AbortController().signal });
      kept = (await readTrainingData([inputFile(file)], {}, sink)).rows;
      return { rows: kept.length, stored: sink.notes().length > 0 };
    },
    bare: async () => {
      let rows = 0;
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of file.stream()) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (JSON.parse(line) !== null) rows++;
      }
      return rows;
    },
  };
}

function makeFile(bytes: number): File {
  const random = createRandom(7);
  const text = (length: number): string =>
    Array.from({ length }, () => ALPHABET[random.int(ALPHABET.length)] ?? ' ').join('');
  const passages = Array.from({ length: 500 }, () => text(PASSAGE));
  const passage = (): string => passages[random.int(passages.length)] ?? '';
  const parts: Blob[] = [];
  for (let size = 0, row = 0; size < bytes;) {
    const lines = Array.from({ length: LINES }, () => {
      row++;
      return JSON.stringify({
        query: `which bike is ${row}`,
        positive: `${passage()}${row}`,
        negative: passage(),
      });
    });
    const part = new Blob([`${lines.join('\n')}\n`]);
    parts.push(part);
    size += part.size;
  }
  return new File(parts, 'rows.jsonl');
}
