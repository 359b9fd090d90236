import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { defaultSettings } from '../settings/settings';
import { chooseSets } from './choose-sets';
import { chooseTestSplit } from './choose-splits';
import type { EvalSet } from './eval-set';
import type { OpenEvaluation } from './evaluation-data';
import type { SetRole } from './set-role';
import { HELD_OUT } from './test-split';
import type { TrainingRow } from './training-row';

const defaults = defaultSettings();
const corpus = [
  { id: 'd1', title: 'Title', text: 'a passage' },
  { id: 'd2', title: '', text: 'another' },
];

function evaluationOf(...names: string[]): OpenEvaluation {
  const splits = names.map((name): EvalSet => {
    const queries = [{ id: name, text: `query of ${name}` }];
    return { name, corpus, queries, qrels: new Map([[name, new Map([['d1', 1]])]]) };
  });
  return { name: 'set', role: 'in', splits, rejected: [], rejectedCount: 0, notes: [] };
}

/** A further set with as many test queries and passages. */
function another(name: string, role: SetRole, queries = 1, passages = 2): OpenEvaluation {
  const ids = Array.from({ length: queries }, (_, i) => `${name}-${i}`);
  const split: EvalSet = {
    name: 'test',
    corpus: Array.from({ length: passages }, (_, i) => ({ id: `d${i}`, title: '', text: `${name} ${i}` })),
    queries: ids.map((id) => ({ id, text: `query ${id}` })),
    qrels: new Map(ids.map((id) => [id, new Map([['d0', 1]])])),
  };
  return { name, role, splits: [split], rejected: [], rejectedCount: 0, notes: [] };
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
  const { train, dev, test: held, notes } = chooseSets({ rows, evaluations: [], settings: defaults });
  expect([train.length, dev.queries.length, held.queries.length]).toEqual([32, 4, 4]);
  expect(notes[0]).toContain('4 training queries were held out for the curve and 4 for the result');
});

test.each([
  [3, [34, 3, 3]],
  [4, [32, 4, 4]],
  [0, [32, 4, 4]],
])(
  'at most %i queries are held out on each side (0: no limit), and a note says where it bounds',
  (most, sizes) => {
    const settings = { ...defaults, heldOutQueries: most };
    const { train, dev, test: held, notes } = chooseSets({ rows, evaluations: [], settings });
    expect([train.length, dev.queries.length, held.queries.length]).toEqual(sizes);
    const bounded = notes.filter((note) => note.includes('heldOutQueries'));
    expect(bounded).toEqual(
      most === 3
        ? [
            'The held-out share would be 8 queries; the setting "Most held-out questions" (heldOutQueries) takes fewer.',
          ]
        : [],
    );
  },
);

test.each([
  [['test'], 'auto', 'test'],
  [['dev', 'test', 'train'], 'auto', 'test'],
  [['train', 'nl', 'de'], 'auto', 'de'],
  [['other'], 'auto', 'other'],
  [['train', 'dev'], 'auto', 'dev'],
  [['test', 'dev'], 'dev', 'dev'],
])('of the splits %j, setting %s reports on %s', (names, testSplit, expected) => {
  expect(chooseTestSplit(evaluationOf(...names), { testSplit }).name).toBe(expected);
});

test('a dev split is used for the curve where there is one', () => {
  const chosen = chooseSets({ rows, evaluations: [evaluationOf('test', 'valid')], settings: defaults });
  expect(chosen.dev.name).toBe('valid');
  expect(chosen.train).toHaveLength(40);
  expect(chosen.notes).toEqual([]);
});

test('without a dev split, training queries are held out for the curve, at most 200', () => {
  const many = Array.from({ length: 5000 }, (_, i) => row(`training query ${i}`, `p${i}`));
  const chosen = chooseSets({ rows: many, evaluations: [evaluationOf('test')], settings: defaults });
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
  const chosen = chooseSets({ rows: leaky, evaluations: [evaluationOf('test', 'dev')], settings: defaults });
  expect(chosen.train).toHaveLength(41);
  expect(chosen.notes[0]).toMatch(/^2 training rows were left out/);
  expect(chosen.notes[1]).toMatch(/^1 training rows have a positive passage/);
});

test('an unknown split, only a train split, and nothing left to train on are told', () => {
  const unknown = { ...defaults, testSplit: 'tst' };
  const evaluations = [evaluationOf('test', 'dev')];
  expect(() => chooseSets({ rows, evaluations, settings: unknown })).toThrow(
    'set: there is no split "tst"; there are: test, dev',
  );
  expect(() => chooseSets({ rows, evaluations: [evaluationOf('train')], settings: defaults })).toThrow(
    InputError,
  );
  const same = [row('query of test', 'a')];
  expect(() => chooseSets({ rows: same, evaluations, settings: defaults })).toThrow(
    'nothing is left to train on',
  );
});

test('with one training query there is nothing to hold out: the error says what to choose instead', () => {
  const one = Array.from({ length: 5 }, (_, i) => row('the same query', `p${i}`));
  const given = { rows: one, evaluations: [evaluationOf('test')] };
  expect(() => chooseSets({ ...given, settings: defaults })).toThrow(
    /only one training query.*devSplit.*test/,
  );
  expect(chooseSets({ ...given, settings: { ...defaults, devSplit: 'test' } }).train).toHaveLength(5);
});

test('the first in-distribution set is the primary one; the others choose nothing', () => {
  const evaluations = [another('far', 'out'), evaluationOf('test', 'dev'), another('near', 'in')];
  const { dev, test: primary, others, notes } = chooseSets({ rows, evaluations, settings: defaults });
  expect([primary.of, primary.name, primary.role, dev.name]).toEqual(['set', 'test', 'in', 'dev']);
  expect(others.map(({ test: { of, role } }) => [of, role])).toEqual([
    ['far', 'out'],
    ['near', 'in'],
  ]);
  expect(notes).toEqual([]);
});

test('with out-of-distribution sets alone, the primary set is held out of the training queries', () => {
  const evaluations = [another('far', 'out')];
  const { train, test: primary, others } = chooseSets({ rows, evaluations, settings: defaults });
  expect([primary.of, primary.name, primary.role]).toEqual([HELD_OUT, 'held-out test', 'in']);
  expect(train).toHaveLength(32);
  expect(others).toHaveLength(1);
});

test('rows whose query stands in any set that is measured are left out', () => {
  const evaluations = [evaluationOf('test', 'dev'), another('far', 'out')];
  const leaky = [...rows, row('query of test', 'x'), row('Query far-0', 'far 0')];
  const chosen = chooseSets({ rows: leaky, evaluations, settings: defaults });
  expect(chosen.train).toHaveLength(40);
  expect(chosen.notes[0]).toMatch(/^2 training rows were left out/);
  const outside = chooseSets({ rows: leaky, evaluations: [another('far', 'out')], settings: defaults });
  expect([...outside.train].some(({ query }) => query === 'Query far-0')).toBe(false);
  const shared = [...rows, row('a new query', 'far 0')];
  expect(chooseSets({ rows: shared, evaluations, settings: defaults }).notes).toEqual([
    '1 training rows have a positive passage that also stands in the corpus of "far" (kept).',
  ]);
});

test('another set is watched with at most 200 queries, drawn by the seed, and not over a large corpus', () => {
  const wide = another('wide', 'out', 500);
  const evaluations = [evaluationOf('test', 'dev'), wide, another('large', 'out', 1, 20_001)];
  const [first, second] = chooseSets({ rows, evaluations, settings: defaults }).others;
  expect(first?.test.queries).toHaveLength(500);
  expect(first?.curve?.queries).toHaveLength(200);
  expect([...(first?.curve?.qrels.keys() ?? [])]).toEqual(first?.curve?.queries.map(({ id }) => id));
  expect(first?.curve?.corpus).toBe(first?.test.corpus);
  const [again] = chooseSets({ rows, evaluations, settings: defaults }).others;
  expect(again?.curve?.queries).toEqual(first?.curve?.queries);
  const [other] = chooseSets({ rows, evaluations, settings: { ...defaults, seed: 2 } }).others;
  expect(other?.curve?.queries).not.toEqual(first?.curve?.queries);
  expect(second).toMatchObject({ test: { of: 'large' }, curve: null });
  expect(chooseSets({ rows, evaluations, settings: defaults }).notes.at(-1)).toMatch(
    /^"large" has more than 20,000 passages/,
  );
});

test('watching the other sets can be switched off', () => {
  const evaluations = [evaluationOf('test', 'dev'), another('far', 'out')];
  const settings = { ...defaults, watchOthers: false };
  const { others, notes } = chooseSets({ rows, evaluations, settings });
  expect(others).toMatchObject([{ test: { of: 'far' }, curve: null }]);
  expect(notes).toEqual([]);
});

test('a split named for the primary set is used on another only where it has it', () => {
  const settings = { ...defaults, testSplit: 'dev' };
  const evaluations = [
    evaluationOf('test', 'dev'),
    another('far', 'out'),
    { ...evaluationOf('test', 'dev'), name: 'b' },
  ];
  const { test: primary, others } = chooseSets({ rows, evaluations, settings });
  expect([primary.name, ...others.map((other) => other.test.name)]).toEqual(['dev', 'test', 'dev']);
});
