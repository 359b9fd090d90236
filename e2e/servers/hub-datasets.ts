import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { HubModel } from './hub-models.ts';

const fixture = (path: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));
const lines = (...rows: unknown[]): Buffer =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

const ROWS = Array.from({ length: 30 }, (_, i) => ({
  query: `what is word${i}`,
  positive: `word${i} is the passage that answers`,
  negative: `another passage, number ${i}`,
}));

/** Two training files of different kinds, a corpus that nothing names, a test split and a readme. */
function splitFiles(): Map<string, Buffer> {
  return new Map([
    ['README.md', Buffer.from('# Toy\n')],
    ['data/train-00000.jsonl.gz', gzipSync(lines(...ROWS))],
    ['data/train-00001 (more).parquet', fixture('src/fixtures/parquet/triples.parquet')],
    ['data/test-00000.jsonl', lines({ query: 'unseen', positive: 'p', negative: 'n' })],
  ]);
}

/** Every data set of the test Hub, by id. */
export function hubDatasets(): ReadonlyMap<string, HubModel> {
  const files = splitFiles();
  const rows = lines(...ROWS);
  const parts = new Map([
    ['pair/train.jsonl', lines({ query: 'q', positive: 'p' })],
    ['triplet/train.jsonl', rows],
  ]);
  return new Map<string, HubModel>([
    ['kennel/toy', { files }],
    ['kennel/parts', { files: parts }],
    ['kennel/secret', { files, token: 'key' }],
    ['kennel/gated-rows', { files, refuse: [403, 'GatedRepo'] }],
    ['kennel/cut-rows', { files, weights: 'cut' }],
    ['kennel/slow-rows', { files, weights: 'slow' }],
    ['kennel/login', { files, html: true }],
    ['kennel/no-rows', { files: new Map([['README.md', Buffer.from('# Empty\n')]]) }],
  ]);
}
