import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import type { TrainingRow } from '../../core/data/training-row';
import { neighbourClasses } from './batch-loss';
import { buildBatch } from './build-batch';
import { collectPositives } from './known-positives';

const row = (query: string, positives: string[], more: Partial<TrainingRow> = {}): TrainingRow => ({
  file: 'rows.jsonl',
  line: 1,
  query,
  positives,
  negatives: [],
  ...more,
});

const settings = { loss: 'distill', views: 'all', hardNegatives: 1 } as const;

test('documents: labelled passages first, then views and negatives with their owners', () => {
  const rows = [
    row('a', ['pa'], { negatives: ['na', 'na2'], synthetic: { text: 'sa', verified: true }, cot: 'ca' }),
    row('b', ['pb'], { synthetic: { text: 'sb', verified: false } }),
  ];
  const batch = buildBatch(rows, settings, collectPositives(rows), createRandom(1));
  expect(batch.documents.slice(0, 5)).toEqual(['pa', 'pb', 'sa', 'ca', batch.documents[4]]);
  expect(['na', 'na2']).toContain(batch.documents[4]);
  expect(batch.documents[5]).toBe('sb');
  expect([...batch.owners]).toEqual([0, 1, 0, 0, 0, 1]);
  // A synthetic passage that failed its verification is a candidate, not a positive.
  expect([...batch.roles.positive]).toEqual([1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect([...batch.roles.candidate]).toEqual(Array(12).fill(1));
});

test('the views that the settings leave out are not embedded', () => {
  const rows = [row('a', ['pa'], { synthetic: { text: 'sa', verified: true }, cot: 'ca' }), row('b', ['pb'])];
  const documents = (views: 'labels' | 'labels+cot' | 'labels+pair') =>
    buildBatch(rows, { ...settings, views }, null, createRandom(1)).documents;
  expect(documents('labels')).toEqual(['pa', 'pb']);
  expect(documents('labels+cot')).toEqual(['pa', 'pb', 'ca']);
  expect(documents('labels+pair')).toEqual(['pa', 'pb', 'sa']);
});

test('InfoNCE takes the labelled passage and the negatives only', () => {
  const rows = [row('a', ['pa'], { cot: 'ca', negatives: ['na'] }), row('b', ['pb'])];
  const batch = buildBatch(rows, { ...settings, loss: 'infonce' }, null, createRandom(1));
  expect(batch.documents).toEqual(['pa', 'pb', 'na']);
});

test("a document that answers another row's query is masked for it, by text, whatever its case", () => {
  const rows = [row('a', ['same']), row('b', ['SAME ']), row('c', ['pc'], { negatives: ['same'] })];
  const { roles } = buildBatch(rows, settings, collectPositives(rows), createRandom(1));
  // a and b answer each other's query; c's negative answers a and b.
  expect([...roles.candidate]).toEqual([1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1]);
});

test('a positive known from a row outside the batch is masked too', () => {
  const all = [row('a', ['p1']), row('A', ['p2']), row('b', ['p2'])];
  const batch = all.filter((_, i) => i !== 1);
  const { roles } = buildBatch(batch, settings, collectPositives(all), createRandom(1));
  expect([...roles.candidate]).toEqual([1, 0, 1, 1]);
});

test('classes of soft nearest neighbour: a query with its positives; negatives on their own', () => {
  const rows = [row('a', ['pa'], { cot: 'ca', negatives: ['pb'] }), row('b', ['pb'])];
  const batch = buildBatch(rows, settings, collectPositives(rows), createRandom(1));
  expect(batch.documents).toEqual(['pa', 'pb', 'ca', 'pb']);
  const { labels, excluded } = neighbourClasses(batch);
  expect([...labels]).toEqual([0, 1, 0, 1, 0, 5]);
  // Document 3 answers b without being b's row's passage: out for b (1) and for b's passage (3), both ways.
  const pairs = [...excluded].flatMap((value, at) => (value === 1 ? [[Math.floor(at / 6), at % 6]] : []));
  expect(pairs).toEqual([
    [1, 5],
    [3, 5],
    [5, 1],
    [5, 3],
  ]);
});
