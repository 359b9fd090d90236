import { beforeAll, expect, test } from 'vitest';
import type { TrainingRow } from '../../core/data/training-row';
import { memoryFile } from '../../core/formats/memory-file';
import { readTrainingData } from '../../core/formats/read-training-data';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { MiningReport } from '../protocol/mining';
import { Session } from '../session/session';

const THINGS = [
  'battery',
  'charger',
  'motor',
  'display',
  'brake',
  'saddle',
  'pedal',
  'chain',
  'light',
  'lock',
];

/** Every thing has two rows of one query, and a negative that stands nowhere else. */
const ROWS = THINGS.flatMap((thing, i) => [
  {
    query: `how is the ${thing} cared for`,
    positive: `Clean the ${thing} weekly.`,
    negative: `Odd text ${String(i)}.`,
  },
  {
    query: `how is the ${thing} cared for`,
    positive: `The ${thing} is serviced in year ${String(i)}.`,
    negative: `Odd text ${String(i)}.`,
  },
]);
const settings: Settings = { ...defaultSettings(), mineMarginKind: 'none' };
const context = { signal: new AbortController().signal, emit: (): void => undefined };
const session = new Session();

const jsonl = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');
const mine = (change: Partial<Settings> = {}): Promise<MiningReport> =>
  perform(session, 'mine', { settings: { ...settings, ...change } }, context);
const preview = async (change: Partial<Settings> = {}) => {
  const examples = { which: 'all', from: 0 } as const;
  return perform(session, 'previewMining', { settings: { ...settings, ...change }, examples }, context);
};

async function openRows(target: Session, rows: readonly unknown[] = ROWS): Promise<void> {
  const source = { kind: 'files', files: [new File([jsonl(rows)], 'rows.jsonl')] } as const;
  await perform(target, 'openTrainingData', { source }, context);
}

beforeAll(async () => {
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
});

/** Dot products of embeddings that another command makes. */
async function scores(queries: readonly string[], passages: readonly string[]): Promise<number[][]> {
  const of = (texts: readonly string[], kind: 'query' | 'passage') =>
    perform(session, 'embed', { texts, kind, settings }, context);
  const [a, b] = [await of(queries, 'query'), await of(passages, 'passage')];
  const width = a.dimension;
  return queries.map((_, i) =>
    passages.map((__, j) => {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (a.values[i * width + k] ?? 0) * (b.values[j * width + k] ?? 0);
      return sum;
    }),
  );
}

test.each([
  ['none', 0],
  ['absolute', 0.1],
  ['relative', 0.2],
] as const)(
  'rows get the best ranked passages that answer their query in no row, margin %s',
  async (kind, margin) => {
    await openRows(session);
    const report = await mine({ mineMarginKind: kind, mineMargin: margin });
    expect(report).toMatchObject({ corpus: 'training', passages: 30, queries: 10, rows: 20, step: null });
    await perform(
      session,
      'useMined',
      { settings: { ...settings, mineMarginKind: kind, mineMargin: margin } },
      context,
    );
    const passages = [...new Set(ROWS.flatMap(({ positive, negative }) => [positive, negative]))];
    const all = await scores(
      ROWS.map(({ query }) => query),
      passages,
    );
    const limitOf = {
      none: () => Infinity,
      absolute: (s: number) => s - margin,
      relative: (s: number) => s * (1 - margin),
    };
    const wanted = ROWS.map(({ query, positive }, row) => {
      const scored = passages.map((text, at) => ({ text, score: all[row]?.[at] ?? 0 }));
      const own = scored.find(({ text }) => text === positive)?.score ?? 0;
      return scored
        .toSorted((a, b) => b.score - a.score)
        .filter(({ text }) => !ROWS.some((other) => other.query === query && other.positive === text))
        .filter(({ score }) => score <= limitOf[kind](own))
        .slice(0, 3)
        .map(({ text }) => text);
    });
    const rows = [...(session.training?.rows ?? [])];
    expect(rows.map(({ negatives }) => negatives)).toEqual(wanted);
    const kept = wanted.reduce((sum, { length }) => sum + length, 0);
    expect(report.preview.figures).toMatchObject({ negatives: kept, fates: { kept } });
    expect(kept).toBeGreaterThan(10);
  },
);

test('other settings are tried without ranking again; examples tell what became of each candidate', async () => {
  await openRows(session);
  const report = await mine();
  const strict = await preview({ mineMarginKind: 'absolute', mineMargin: 0.3 });
  expect(strict.figures.fates.margin).toBeGreaterThan(0);
  const many = { mineNegatives: 64 };
  const [all, few] = [
    await preview(many),
    await preview({ ...many, mineMarginKind: 'absolute', mineMargin: 0.3 }),
  ];
  expect(few.figures.negatives).toBeLessThan(all.figures.negatives);
  expect(few.examples.total).toBe(20);
  expect(report.preview.figures).toMatchObject({ full: 20, negatives: 60, fates: { margin: 0 } });
  const [first] = strict.examples.rows;
  expect(first).toMatchObject({ line: 1, query: ROWS[0]?.query, answers: [ROWS[0]?.positive] });
  expect(first?.limit).toBeCloseTo((first?.score ?? 0) - 0.3, 6);
  const answers = first?.candidates.filter(({ fate }) => fate === 'answer') ?? [];
  expect(answers.every(({ rank, text }) => rank === null && text.includes('battery'))).toBe(true);
  for (const { fate, score } of first?.candidates ?? [])
    if (fate === 'margin') expect(score).toBeGreaterThan(first?.limit ?? 0);
  expect(await preview({ mineMax: 1000 })).toMatchObject({ tooDeep: false });
});

test('mined rows train in the place of the others, can be mined anew, and be saved', async () => {
  await openRows(session);
  await mine();
  const used = await perform(session, 'useMined', { settings: { ...settings, mineKeep: 'add' } }, context);
  expect(used).toMatchObject({ rows: 20, withNegatives: 20, queries: 10 });
  expect(used.notes.join()).toMatch(
    /Hard negatives were mined with pocket, as it was opened, from 30 passages/,
  );
  expect([...(session.training?.rows ?? [])][0]?.negatives).toHaveLength(4);
  // The same passages again, not those of the rows that were made.
  expect(await mine()).toMatchObject({ passages: 30, rows: 20 });
  const again = await perform(session, 'useMined', { settings }, context);
  expect([...(session.training?.rows ?? [])][0]?.negatives).toHaveLength(3);
  expect(again.notes).toHaveLength(1);

  const save = (form: 'n-tuples' | 'report') => perform(session, 'exportMined', { form, settings }, context);
  const { name, blob } = await save('n-tuples');
  const saved = await readTrainingData([memoryFile(name, await blob.text())]);
  const texts = (rows: Iterable<TrainingRow>) =>
    Array.from(rows, ({ query, positives, negatives }) => ({ query, positives, negatives }));
  expect(texts(saved.rows)).toEqual(texts(session.training?.rows ?? []));
  const record = JSON.parse(await (await save('report')).blob.text()) as Record<string, unknown>; // the file is one object
  expect(record).toMatchObject({
    model: 'pocket',
    rules: { mineNegatives: 3, seed: 1 },
    figures: { negatives: 60 },
  });
  const result = await perform(
    session,
    'train',
    { settings: { ...settings, batch: 4, evalEvery: 100 } },
    context,
  );
  expect(result.notes.join()).toContain('Hard negatives were mined');
});

test('an evaluation set is mined by its passages; answers are found by id and by title and text', async () => {
  const corpus = [
    { _id: 'd1', title: 'Battery', text: 'Clean it weekly.' },
    { _id: 'd2', title: '', text: 'The charger of the battery cared for.' },
    { _id: 'd3', title: 'Other', text: 'How is the battery cared for.' },
  ];
  const files = [
    new File([jsonl(corpus)], 'corpus.jsonl'),
    new File([jsonl([{ _id: 'q', text: 'what' }])], 'queries.jsonl'),
    new File(['query-id\tcorpus-id\tscore\nq\td2\t1'], 'qrels/test.tsv'),
  ];
  const source = { kind: 'files', files } as const;
  await perform(session, 'openEvaluationData', { source, name: 'bikes' }, context);
  await openRows(session, [
    { query: 'how is the battery cared for', positive: 'Battery Clean it weekly.', positive_id: 'd1' },
    { query: 'how is the charger cared for', positive: 'The passage d3, cared for', positive_id: 'd3' },
    { query: 'how is the charger kept', positive: 'The charger of the battery', positive_id: 'd2' },
    { query: 'how is the motor cared for', positive: 'not in the corpus either' },
  ]);
  const { preview: found, notes } = await mine({ mineCorpus: 'bikes' });
  expect(notes.join()).toContain('passages of the evaluation set "bikes"');
  expect(found.figures.fates).toMatchObject({ answer: 3, kept: 9 });
  // The limit is that of the row's own text, not of the passage that has its id.
  const [own] = await scores(['how is the charger cared for'], ['The passage d3, cared for']);
  expect(found.examples.rows[1]?.score).toBeCloseTo(own?.[0] ?? Number.NaN, 5);
  await expect(mine({ mineCorpus: 'cars' })).rejects.toThrow('there is nothing called "cars" to mine from');
  await expect(mine({ mineCorpus: 'documents' })).rejects.toThrow('open some first');
  session.documents = corpus.map(({ _id: id, ...text }) => ({ id, ...text }));
  expect(await mine({ mineCorpus: 'documents' })).toMatchObject({ passages: 3, notes: [], preview: found });
  session.documents = [];
});

test('cancelling leaves what was mined before', async () => {
  const before = session.mined;
  const stop = new AbortController();
  const emit = (): void => {
    stop.abort();
  };
  await expect(
    perform(
      session,
      'mine',
      { settings: { ...settings, queryPrompt: 'x: ', passagePrompt: 'y: ' } },
      { signal: stop.signal, emit },
    ),
  ).rejects.toThrow();
  expect(session.mined).toBe(before);
  expect(before).not.toBeNull();
});

test('other training data end what was mined', async () => {
  await openRows(session);
  await expect(preview()).rejects.toThrow('Mine negatives first');
});
