import { strToU8, zipSync } from 'fflate';

/** The files of a small evaluation set in the micro model's words: each question is about its own passage. */
export function beirFiles(questions: number, first: number): Readonly<Record<string, string>> {
  const word = (n: number): string => `word${n % 40}`;
  const lines = (line: (i: number) => object): string =>
    Array.from({ length: questions }, (_, i) => JSON.stringify(line(first + i))).join('\n');
  return {
    'corpus.jsonl': lines((i) => ({
      _id: `d${i}`,
      title: '',
      text: `${word(i)} ${word(5 * i + 2)} ${word(i + 9)}`,
    })),
    'queries.jsonl': lines((i) => ({ _id: `q${i}`, text: `${word(i)} ${word(i + 9)} ${word(i + 20)}` })),
    'qrels/test.tsv': Array.from({ length: questions }, (_, i) => `q${first + i}\td${first + i}\t1\n`).join(
      '',
    ),
  };
}

/** The same as a zip. */
export function beirZip(questions: number, first: number): Buffer {
  const files = Object.entries(beirFiles(questions, first)).map(
    ([name, text]) => [name, strToU8(text)] as const,
  );
  return Buffer.from(zipSync(Object.fromEntries(files)));
}
