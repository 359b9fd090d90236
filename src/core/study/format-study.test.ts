import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/settings';
import { formatStudyCsv, formatStudyMarkdown } from './format-study';
import type { StudyRecord } from './study-record';
import type { RowFigure, StudyTableRow } from './study-table';

const figure: RowFigure = {
  ...{ mean: 0.5, low: 0.4, high: 0.6, adjustedP: 0.04 },
  spread: {
    ...{ min: 0.25, max: 0.75, sd: 0.2 },
    means: [
      { seed: 5, mean: 0.75 },
      { seed: 6, mean: 0.25 },
    ],
  },
  delta: {
    ...{ mean: -0.1, low: -0.2, high: -0.05, p: 0.01, verdict: 'REGRESSION' },
    ...{ wins: 1, ties: 0, losses: 3 },
  },
};
const baseline = {
  ...{ id: 'bm25', grid: null, name: 'BM25', sameAs: null, done: 1, seeds: 1, seconds: 1 },
  ...{ failed: [], rows: null, steps: null, figures: [null] },
};
const trained = {
  ...baseline,
  ...{
    id: 'paradigms:x',
    grid: 'paradigms',
    name: '=HYPERLINK("x")',
    sameAs: 'views: + both',
    done: 2,
    seeds: 2,
  },
  ...{ rows: 40, steps: 9, figures: [figure] },
};
const settings = { ...defaultSettings(), studySeeds: 2 };
const run = { id: 'paradigms:x', name: 'x', change: {}, aligned: false };
const record: StudyRecord = {
  table: {
    ...{ metric: 'nDCG@10', reference: 'bm25', comparisons: 1 },
    sets: [{ name: '@my\r\nset | a', split: 'test', role: 'in', queries: 4, passages: 9 }],
    rows: [baseline, trained] as StudyTableRow[], // plain objects of such rows
  },
  design: {
    rows: [{ id: 'paradigms:x', grid: 'paradigms', name: 'x', run: 'paradigms:x', sameAs: null }],
    ...{ runs: [run], seeds: [5, 6], notes: [] },
  },
  ...{ settings, model: 'pocket', backend: 'wasm', dataHash: 'da7a', versions: { kennel: '0.1.0' } },
  sources: { data: ['a'], map: [], documents: [], eval: [], evalOut: [], preferences: [] },
  ...{ notes: ['one\ntwo'], cells: [] },
};

/** The line of the trained row by the names of its columns. */
function csvRow(): Record<string, string> {
  return Papa.parse<Record<string, string>>(formatStudyCsv(record), { header: true }).data[1] ?? {};
}

test('study.csv has the data, the seeds by their numbers, and the mean of each', () => {
  expect(csvRow()).toMatchObject({
    ...{ data: 'da7a', 'seed numbers': '5 6', 'seed means': '0.75 0.25', mean: '0.5', difference: '-0.1' },
    'command of the first seed': 'npm run kennel -- train --data a --seed 5 --out paradigms-x-5',
  });
});

test('both have the rows of an epoch and the steps', () => {
  expect(csvRow()).toMatchObject({ 'rows of an epoch': '40', steps: '9' });
  expect(formatStudyMarkdown(record)).toContain('(same as views: + both) | 40 | 9 | 0.5000 |');
});

test('a name out of the data is no formula in a spreadsheet', () => {
  expect(csvRow()).toMatchObject({
    row: `'=HYPERLINK("x")`,
    set: "'@my\r\nset | a",
    'same as': 'views: + both',
  });
});

test('study.md has the mean of each seed, and keeps a table whole whatever the names hold', () => {
  const text = formatStudyMarkdown(record);
  expect(text).toContain('| 0.2500 to 0.7500, sd 0.2000 (5: 0.7500, 6: 0.2500) |');
  expect(text).toContain('## @my set | a, test (in distribution, 4 queries)');
  expect(text).toContain('- one two\n');
  const [head = '', ...lines] = text.split('\n').filter((line) => line.startsWith('|'));
  expect(lines[1]?.split('|')).toHaveLength(head.split('|').length);
});
