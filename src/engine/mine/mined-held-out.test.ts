import { beforeAll, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import { Session } from '../session/session';

const PARTS = [
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
const ROWS = PARTS.map((part) => ({
  query: `how is the ${part} cared for`,
  positive: `Clean the ${part} weekly.`,
}));
const settings: Settings = {
  ...defaultSettings(),
  ...{ mineFirst: true, mineMarginKind: 'none', mineNegatives: 64, hardNegatives: 2 },
  ...{ batch: 4, epochs: 1, evalEvery: 100, splitBy: 'document' },
};
const context = { signal: new AbortController().signal, emit: (): void => undefined };
const session = new Session();
const jsonl = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

beforeAll(async () => {
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const source = { kind: 'files', files: [new File([jsonl(ROWS)], 'rows.jsonl')] } as const;
  await perform(session, 'openTrainingData', { source }, context);
});

const train = (mineCorpus: string) =>
  perform(session, 'train', { settings: { ...settings, mineCorpus } }, context);

test('passages that have to be new are not mined from documents', async () => {
  const documents = [...ROWS.map(({ positive }) => positive), 'Odd text.', 'Another odd text.'];
  session.documents = documents.map((text, i) => ({ id: String(i), title: '', text }));
  const { byPassages, notes, testSet } = await train('documents');
  expect(notes.join(' ')).toContain('from 10 passages (without 2 that answer held-out questions alone)');
  expect(byPassages.new.queries).toBe(testSet.queries);
  session.documents = [];
});

test('passages of an evaluation set that was mined are not new to the model', async () => {
  const files = [
    new File([jsonl([{ _id: 'd', title: 'Bells', text: 'ring' }])], 'corpus.jsonl'),
    new File([jsonl([{ _id: 'q', text: 'what rings' }])], 'queries.jsonl'),
    new File(['query-id\tcorpus-id\tscore\nq\td\t1'], 'qrels/test.tsv'),
  ];
  await perform(session, 'openEvaluationData', { source: { kind: 'files', files }, name: 'bells' }, context);
  const { byPassages } = await train('bells');
  expect(byPassages.seen.queries).toBe(1);
  expect((await train('training')).byPassages.new.queries).toBe(1);
});
