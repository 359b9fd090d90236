import { expect, test } from 'vitest';
import { csvLine } from './csv-line';
import { formatMetricsJson } from './metrics-json';
import { formatPerQueryCsv } from './per-query-csv';
import { trainingLogLine } from './training-log-line';

test('a CSV line quotes what needs it and nothing else', () => {
  expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', '', 0.1])).toBe(
    'plain,"a,b","say ""hi""","two\nlines",,0.1\r\n',
  );
});

test('the per-query table has a header, its queries in order, and empty cells where a value is missing', () => {
  const queries = [
    { id: 'q1', text: 'how long, from flat?' },
    { id: 'q2', text: 'lights' },
  ];
  const columns = [
    {
      name: 'before',
      values: new Map([
        ['q1', 0.5],
        ['q2', 1],
      ]),
    },
    { name: 'after', values: new Map([['q2', 0]]) },
  ];
  expect(formatPerQueryCsv(queries, columns)).toBe(
    'query-id,query,before,after\r\nq1,"how long, from flat?",0.5,\r\nq2,lights,1,0\r\n',
  );
});

test('a log line is one line of JSON, and a loss that blew up says so', () => {
  const line = trainingLogLine({ kind: 'step', ...{ step: 3, loss: NaN, gradNorm: Infinity, text: 'a\nb' } });
  expect(line).toBe('{"kind":"step","step":3,"loss":"NaN","gradNorm":"Infinity","text":"a\\nb"}\n');
});

const record = {
  model: 'pocket',
  seed: 1,
  backend: 'wasm',
  metric: 'nDCG@10',
  testSet: { name: 'sample', split: 'test', role: 'in', queries: 110, passages: 180 },
  others: [],
  baseline: { bm25: { 'nDCG@10': 0.25 } },
  metrics: { 'nDCG@10': 0.75, 'MRR@10': 0.5 },
  settings: { lr: 3e-4 },
  versions: { kennel: '0.1.0' },
  notes: [],
} as const;

test('metrics.json holds the record and the differences to the baselines it has', () => {
  expect(JSON.parse(formatMetricsJson(record))).toEqual({
    ...record,
    differences: { bm25: { 'nDCG@10': 0.5 } },
  });
  const baseline = { ...record.baseline, untouched: { 'nDCG@10': 0.5, 'MRR@10': 0.5 } };
  const trained = { ...record, baseline, tTest: { t: Infinity, p: 0 } };
  expect(JSON.parse(formatMetricsJson(trained))).toEqual({
    ...trained,
    tTest: { t: 'Infinity', p: 0 },
    differences: { bm25: { 'nDCG@10': 0.5 }, untouched: { 'nDCG@10': 0.25, 'MRR@10': 0 } },
  });
});

test('metrics.json holds every other set with its own differences', () => {
  const { testSet, baseline } = record;
  const other = { testSet: { ...testSet, name: 'elsewhere', role: 'out' } as const, baseline };
  const others = [{ ...other, metrics: { 'nDCG@10': 0.125 } }];
  expect(JSON.parse(formatMetricsJson({ ...record, others }))).toMatchObject({
    others: [{ testSet: { name: 'elsewhere', role: 'out' }, differences: { bm25: { 'nDCG@10': -0.125 } } }],
  });
});
