import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { memoryFile } from './memory-file';
import { readEvaluationData } from './read-evaluation-data';
import { readTrainingData } from './read-training-data';

const SEED = 71;

const BY_ID = /^(?:qid|positive_document_ids)$/;

/** The keys of every format, each with the reader that it is to reach. */
const LAYOUTS: readonly (readonly [string, readonly string[]])[] = [
  ['triplet', ['query', 'positive', 'negative', 'query_id', 'positive_id']],
  ['sentences', ['sentence1', 'sentence2', 'sentence3']],
  ['entailment', ['premise', 'entailment', 'contradiction']],
  ['pairs', ['question', 'answer']],
  ['labelled pairs', ['query', 'passage', 'label']],
  ['n-tuple', ['anchor', 'positive', 'negative_1', 'negative_2']],
  ['stage 1', ['query', 'positive', 'synthetic_positive', 'cot', 'negative', 'verified', 'paradigm']],
  ['FlagEmbedding', ['query', 'pos', 'neg', 'pos_scores', 'prompt']],
  ['Cohere', ['query', 'relevant_passages', 'hard_negatives']],
  ['Tevatron 1', ['query_id', 'query', 'positive_passages', 'negative_passages']],
  ['Tevatron 2', ['query_id', 'query_text', 'positive_document_ids', 'negative_document_ids']],
  ['OpenMatch', ['query', 'doc_pos', 'doc_neg']],
  ['GPL', ['qid', 'pos', 'neg']],
  ['preferences', ['prompt', 'chosen', 'rejected', 'tie']],
  ['LlamaIndex', ['queries', 'corpus', 'relevant_docs']],
];

const usable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
/** Mostly what a reader wants; else anything that JSON can hold. */
const value = fc.oneof(
  { weight: 6, arbitrary: usable },
  { weight: 2, arbitrary: fc.array(usable, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom('d1', 'd2', 'q1') },
  { weight: 1, arbitrary: fc.array(fc.constantFrom('d1', 'd2', 'd9'), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ docid: usable, title: usable, text: usable }) },
  { weight: 1, arbitrary: fc.dictionary(usable, fc.array(usable, { maxLength: 2 }), { maxKeys: 2 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
/** For rows of ids: mostly those that have a text. */
const ids = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>('q1', ['d1'], ['d2', 'd9'], { a: ['d2'], b: ['d1'] }) },
  { weight: 1, arbitrary: value },
);
const rowOf = (keys: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...keys), keys.some((key) => BY_ID.test(key)) ? ids : value, {
    minKeys: Math.max(1, keys.length - 1),
  });

/** Texts for the formats that name them by id. */
const beside = [
  memoryFile('corpus.jsonl', '{"_id":"d1","text":"one"}\n{"_id":"d2","text":"two"}\n'),
  memoryFile('gen-queries.jsonl', '{"_id":"q1","text":"first"}\n'),
];

/** Reads and checks that no line is lost; only an InputError may be thrown. */
async function readAll(
  content: string | Uint8Array,
  lines: number | undefined,
  more = beside,
): Promise<number> {
  try {
    const { rows, files } = await readTrainingData([memoryFile('f', content, 97), ...more]);
    const report = files.find(({ file }) => file === 'f');
    expect(report?.rows).toBe(rows.length);
    if (lines !== undefined) expect(rows.length + (report?.rejectedCount ?? 0)).toBe(lines);
    for (const row of rows) {
      expect(row.query.trim()).not.toBe('');
      expect(row.positives.length).toBeGreaterThan(0);
      for (const text of [...row.positives, ...row.negatives]) expect(text.trim()).not.toBe('');
    }
    return rows.length;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.reason).not.toBe('');
    return 0;
  }
}

test.each(LAYOUTS)(
  `%s: rows of any values are read or listed, seed ${SEED}`,
  { timeout: 60_000 },
  async (name, keys) => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf(keys), { minLength: 1, maxLength: 6 }), async (rows) => {
        read += await readAll(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), rows.length);
      }),
      { seed: SEED, numRuns: 40 },
    );
    // A run in which every row was refused would test nothing.
    if (!['labelled pairs', 'LlamaIndex', 'preferences'].includes(name)) expect(read).toBeGreaterThan(0);
  },
);

test.each(LAYOUTS)(
  `%s: cut and altered bytes give rows or an InputError, seed ${SEED}`,
  { timeout: 60_000 },
  async (_, keys) => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowOf(keys), { minLength: 1, maxLength: 5 }),
        fc.array(change, { maxLength: 8 }),
        fc.nat(),
        async (rows, changes, cut) => {
          const whole = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
          const bytes = cut % 3 === 0 ? whole.slice(0, cut % whole.length) : whole;
          for (const { at, byte } of changes) bytes[at % Math.max(1, bytes.length)] = byte;
          await readAll(bytes, undefined);
        },
      ),
      { seed: SEED, numRuns: 40 },
    );
  },
);

test(`tables of any cells are read or listed, seed ${SEED}`, { timeout: 60_000 }, async () => {
  const cell = fc.oneof(usable, fc.constantFrom('d1', 'd2', 'q1', '0', '1', '2.5', '"', 'two words', ''));
  const line = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join('\t'));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
      await readAll(`${lines.join('\n')}\n`, undefined);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test(
  `any text or bytes under any name, alone or as evaluation data, seed ${SEED}`,
  { timeout: 60_000 },
  async () => {
    const name = fc.constantFrom(
      'a.jsonl',
      'a.csv',
      'queries.jsonl',
      'corpus.tsv',
      'qrels/train.tsv',
      'a.parquet',
      'a.gz',
    );
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.of(0x50, 0x41, 0x52, 0x31, ...bytes)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.of(0x1f, 0x8b, 8, 0, ...bytes)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.of(0xff, 0xfe, ...bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, content), { maxLength: 4 }), async (given) => {
        const files = given.map(([path, bytes]) => memoryFile(path, bytes, 31));
        for (const read of [readTrainingData, readEvaluationData])
          await read(files).catch((error: unknown) => {
            if (!(error instanceof InputError)) throw error;
          });
      }),
      { seed: SEED, numRuns: 200 },
    );
  },
);
