import { expect, test } from 'vitest';
import { fileRole } from '../formats/by-id/file-role';
import { memoryFile } from '../formats/memory-file';
import { readTrainingData } from '../formats/read-training-data';
import { cohensKappa } from './cohens-kappa';
import { planFromQueries } from './plan-rows';
import { rowsToUse, stage1Line } from './stage1-line';
import { synthesisRates } from './synthesis-rates';
import type { SyntheticRow } from './synthetic-row';
import { testRecipe } from './testing/recipes';

function row(changes: Partial<SyntheticRow>): SyntheticRow {
  const [planned] = planFromQueries([{ id: 'q', text: 'query', positive: 'label' }], testRecipe()).rows;
  if (planned === undefined) throw new Error('there is no row');
  const texts = { synthetic: 'written', cot: 'thought', negative: 'wrong' };
  return { ...planned, ...texts, state: 'done', ...changes };
}

const pairs = (table: readonly (readonly [string, string, number])[]) =>
  table.flatMap(([a, b, count]) => Array.from({ length: count }, () => [a, b] as const));

test('kappa of the textbook’s table: 20, 5, 10, 15 of 50 give .4', () => {
  const table = pairs([
    ['yes', 'yes', 20],
    ['yes', 'no', 5],
    ['no', 'yes', 10],
    ['no', 'no', 15],
  ]);
  const { items, agreed, kappa } = cohensKappa(table);
  expect([items, agreed]).toEqual([50, 35]);
  expect(kappa).toBeCloseTo(0.4, 12);
});

test('kappa over three verdicts, by hand: p_o = .7, p_e = .36', () => {
  const table = pairs([
    ['1', '1', 3],
    ['1', 'tie', 1],
    ['2', '2', 3],
    ['2', '1', 1],
    ['tie', 'tie', 1],
    ['tie', '2', 1],
  ]);
  expect(cohensKappa(table).kappa).toBeCloseTo((0.7 - 0.36) / (1 - 0.36), 12);
});

test('kappa is null where chance explains all, and without items', () => {
  expect(cohensKappa([])).toEqual({ items: 0, agreed: 0, kappa: null });
  expect(cohensKappa(pairs([['yes', 'yes', 9]]))).toEqual({ items: 9, agreed: 9, kappa: null });
  const opposite = pairs([
    ['yes', 'no', 5],
    ['no', 'yes', 5],
  ]);
  expect(cohensKappa(opposite).kappa).toBeCloseTo(-1, 12);
});

test('rates count states, verdicts, flags, round trips and agreement', () => {
  const rows = [
    row({ relevance: { synthetic: 'relevant', negative: 'irrelevant' }, checked: true, roundTrip: 1 }),
    row({ relevance: { synthetic: 'irrelevant', negative: 'relevant' }, checked: true, state: 'accepted' }),
    row({ relevance: { synthetic: 'unparsable', negative: null }, checked: false, state: 'failed' }),
    row({ state: 'rejected', flags: ['round-trip', 'near-copy'], roundTrip: 0 }),
    row({ state: 'waiting' }),
  ];
  expect(synthesisRates(rows)).toEqual({
    states: { waiting: 1, done: 1, failed: 1, accepted: 1, rejected: 1 },
    positives: { relevant: 1, irrelevant: 1, unparsable: 1 },
    negatives: { relevant: 1, irrelevant: 1, unparsable: 0 },
    roundTrips: { checked: 2, came: 1 },
    flags: { 'round-trip': 1, 'near-copy': 1 },
    agreement: { checked: 2, agreed: 1, kappa: 0 },
  });
});

test.each<[string, Partial<SyntheticRow>, Record<string, unknown> | null]>([
  [
    'all',
    {},
    { positive: 'label', synthetic_positive: 'written', cot: 'thought', negative: 'wrong', verified: true },
  ],
  [
    'not relevant',
    { relevance: { synthetic: 'irrelevant', negative: 'irrelevant' } },
    { synthetic_positive: 'written', verified: false, negative: 'wrong' },
  ],
  [
    'unparsable',
    { relevance: { synthetic: 'unparsable', negative: 'unparsable' } },
    { synthetic_positive: '', verified: true },
  ],
  ['no label', { positive: '' }, { positive: 'written', synthetic_positive: '', cot: 'thought' }],
  [
    'no label and not relevant',
    { positive: '', relevance: { synthetic: 'irrelevant', negative: null } },
    { positive: 'thought', cot: '', synthetic_positive: 'written', verified: false },
  ],
  [
    'nothing that answers',
    { positive: '', cot: '', relevance: { synthetic: 'irrelevant', negative: null } },
    null,
  ],
  ['no query', { query: ' ' }, null],
  [
    'a person said no',
    { checked: false, relevance: { synthetic: 'relevant', negative: null } },
    { verified: false },
  ],
  [
    'a person said yes',
    { checked: true, relevance: { synthetic: 'irrelevant', negative: null } },
    { verified: true, synthetic_positive: 'written' },
  ],
])('line: %s', (_, changes, expected) => {
  const line = stage1Line(row(changes));
  if (expected === null) expect(line).toBeNull();
  else expect(line).toMatchObject(expected);
});

test('rows read back as training data as they were', async () => {
  const rows = [
    row({ model: 'm-1', promptVersions: { positive: 'v2', cot: 'own-1' }, edited: ['cot'] }),
    row({ query: 'two', synthetic: '', cot: '', negative: '', sourceId: null, paradigm: 'crops' }),
  ];
  const lines = rows.map((one) => stage1Line(one));
  expect(lines[0]).toMatchObject({
    ...{ model: 'm-1', prompt_versions: { positive: 'v2', cot: 'own-1' }, edited: true },
  });
  for (const key of ['model', 'prompt_versions', 'edited']) expect(lines[1]).not.toHaveProperty(key);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(await fileRole(memoryFile('synthetic.jsonl', text))).toBe('other');
  const read = await readTrainingData([memoryFile('synthetic.jsonl', text)]);
  expect(read.files[0]).toMatchObject({ format: 'stage-1', rows: 2, rejectedCount: 0 });
  expect([...read.rows]).toMatchObject([
    {
      ...{ queryId: 'q', query: 'query', positives: ['label'], negatives: ['wrong'], cot: 'thought' },
      ...{ synthetic: { text: 'written', verified: true }, paradigm: 'zero-shot' },
    },
    { query: 'two', positives: ['label'], negatives: [], paradigm: 'crops' },
  ]);
  // Without any written text too: the paradigm is kept.
  const alone = await readTrainingData([
    memoryFile('one.jsonl', JSON.stringify(stage1Line(rows[1] ?? row({})))),
  ]);
  expect([...alone.rows]).toMatchObject([{ paradigm: 'crops' }]);
});

test('accepted rows are used alone; without any, those that are made', () => {
  const [done, failed, rejected] = (['done', 'failed', 'rejected'] as const).map((state) => row({ state }));
  const accepted = row({ state: 'accepted' });
  const all = [done, failed, rejected].filter((one) => one !== undefined);
  expect(rowsToUse(all)).toEqual([done]);
  expect(rowsToUse([...all, accepted])).toEqual([accepted]);
});
