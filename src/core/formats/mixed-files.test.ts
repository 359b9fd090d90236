import { readFileSync } from 'node:fs';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { memoryFile } from './memory-file';
import { readAllRows } from './testing/read-all-rows';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

test('files of different formats, packed or not, are read together, each as what it is', async () => {
  const parquet = readFileSync(new URL('../../fixtures/parquet/lists.parquet', import.meta.url));
  const llama = { queries: { q: 'll q' }, corpus: { d: 'll p' }, relevant_docs: { q: ['d'] } };
  const zip = zipSync({
    'set/a.csv': strToU8('query,positive,negative\ncsv q,csv p,csv n\n'),
    'set/b.jsonl.gz': gzipSync(strToU8(lines({ query: 'fe q', pos: ['fe p'], neg: ['fe n'] }))),
    'set/corpus.jsonl': strToU8(lines({ docid: 'd1', text: 'tev p' })),
    'set/README.md': strToU8('# Set'),
  });
  const { rows, files } = await readAllRows([
    memoryFile('set.zip', zip),
    memoryFile('train.json', lines({ query_id: 1, query_text: 'tev q', positive_document_ids: ['d1'] })),
    memoryFile('lists.parquet.gz', gzipSync(parquet)),
    memoryFile('llama.json', JSON.stringify(llama)),
    memoryFile('triples.tsv', 'ms q\tms marco positive\tms marco negative\n'),
    memoryFile('pref.jsonl', lines({ prompt: 'q', chosen: 'c', rejected: 'r' })),
  ]);
  expect(files.map(({ file, format, rows: count }) => `${file}: ${format}, ${count}`)).toEqual([
    'set.zip/set/corpus.jsonl: passages by id, 0',
    'set.zip/set/a.csv: triplet, 1',
    'set.zip/set/b.jsonl.gz: FlagEmbedding, 1',
    'train.json: Tevatron 2, 1',
    'lists.parquet.gz: FlagEmbedding, 2',
    'llama.json: LlamaIndex, 1',
    'triples.tsv: triplet, 1',
    'pref.jsonl: preferences, 0',
    'set.zip/set/README.md: left out, 0',
  ]);
  expect(rows.map(({ query }) => query)).toEqual(['csv q', 'fe q', 'tev q', 'q1', 'q2', 'll q', 'ms q']);
});
