import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { defaultSettings } from '../settings/settings';
import { chooseSets, chooseTestSet } from './choose-sets';
import type { EvalSet } from './eval-set';
import type { EvaluationData } from './evaluation-data';
import type { TrainingRow } from './training-row';

const defaults = defaultSettings();
const corpus = [
  { id: 'd1', title: 'Title', text: 'a passage' },
  { id: 'd2', title: '', text: 'another' },
];

function evaluationOf(...names: string[]): EvaluationData {
  const splits = names.map((name): EvalSet => {
    const queries = [{ id: name, text: `query of ${name}` }];
    return { name, corpus, queries, qrels: new Map([[name, new Map([['d1', 1]])]]) };
  });
  return { name: 'set', splits, rejected: [], rejectedCount: 0, notes: [] };
}

const row = (query: string, positive: string): TrainingRow => ({
  file: 'f.jsonl',
  line: 1,
  query,
  positives: [positive],
  negatives: [],
});
const rows = Array.from({ length: 40 }, (_, i) => row(`training query ${i}`, `p${i}`));

test('without evaluation data, queries are held out in two halves', () => {
  const { train, dev, test: held, notes } = chooseSets({ rows, evaluation: null, settings: defaults });
  expect([train.length, dev.queries.length, held.queries.length]).toEqual([32, 4, 4]);
  expect(notes[0]).toContain('4 training queries were held out for the curve and 4 for the result');
});

test.each([
  [['test'], 'auto', 'test'],
  [['dev', 'test', 'train'], 'auto', 'test'],
  [['train', 'nl', 'de'], 'auto', 'de'],
  [['other'], 'auto', 'other'],
  [['train', 'dev'], 'auto', 'dev'],
  [['test', 'dev'], 'dev', 'dev'],
])('of the splits %j, setting %s reports on %s', (names, testSplit, expected) => {
  expect(chooseTestSet(evaluationOf(...names), { testSplit }).name).toBe(expected);
});

test('a dev split is used for the curve where there is one', () => {
  const chosen = chooseSets({ rows, evaluation: evaluationOf('test', 'valid'), settings: defaults });
  expect(chosen.dev.name).toBe('valid');
  expect(chosen.train).toHaveLength(40);
  expect(chosen.notes).toEqual([]);
});

test('without a dev split, training queries are held out for the curve, at most 200', () => {
  const many = Array.from({ length: 5000 }, (_, i) => row(`training query ${i}`, `p${i}`));
  const chosen = chooseSets({ rows: many, evaluation: evaluationOf('test'), settings: defaults });
  expect(chosen.dev.queries).toHaveLength(200);
  expect(chosen.train).toHaveLength(4800);
  expect(chosen.dev.corpus).toHaveLength(5000);
  expect(chosen.notes.join()).toContain('200 of 5000 training queries were held out');
});

test('rows whose query stands in an evaluation set are left out; shared passages are only reported', () => {
  const leaky = [
    ...rows,
    row('Query  of TEST', 'x'),
    row('query of dev', 'y'),
    row('fine', 'title A passage'),
  ];
  const chosen = chooseSets({ rows: leaky, evaluation: evaluationOf('test', 'dev'), settings: defaults });
  expect(chosen.train).toHaveLength(41);
  expect(chosen.notes[0]).toMatch(/^2 training rows were left out/);
  expect(chosen.notes[1]).toMatch(/^1 training rows have a positive passage/);
});

test('an unknown split, only a train split, and nothing left to train on are told', () => {
  const unknown = { ...defaults, testSplit: 'tst' };
  const evaluation = evaluationOf('test', 'dev');
  expect(() => chooseSets({ rows, evaluation, settings: unknown })).toThrow(
    'set: there is no split "tst"; there are: test, dev',
  );
  expect(() => chooseSets({ rows, evaluation: evaluationOf('train'), settings: defaults })).toThrow(
    InputError,
  );
  const same = [row('query of test', 'a')];
  expect(() => chooseSets({ rows: same, evaluation, settings: defaults })).toThrow(
    'nothing is left to train on',
  );
});

test('with one training query there is nothing to hold out: the error says what to choose instead', () => {
  const one = Array.from({ length: 5 }, (_, i) => row('the same query', `p${i}`));
  const given = { rows: one, evaluation: evaluationOf('test') };
  expect(() => chooseSets({ ...given, settings: defaults })).toThrow(
    /only one training query.*devSplit.*test/,
  );
  expect(chooseSets({ ...given, settings: { ...defaults, devSplit: 'test' } }).train).toHaveLength(5);
});
