import { deleteDB } from 'idb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import { Session } from '../session/session';
import { PairBook } from './pair-book';
import { PairStore } from './pair-store';

const NAME = 'kennel-pairs-of-a-ranking-test';
const TOPICS = ['battery', 'brake', 'saddle', 'light', 'tyre', 'chain', 'lock', 'bell', 'pump', 'pedal'];
const ROWS = TOPICS.map((topic, i) =>
  JSON.stringify({
    query: `how is the ${topic} cared for`,
    positive: `The ${topic} wants care every ${i} days.`,
    positive_id: String(i),
  }),
).join('\n');
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };

const session = new Session();
session.pairBook = new PairBook(new PairStore(NAME));
beforeAll(async () => {
  const source = { kind: 'files', files: [new File([ROWS], 'rows.jsonl')] } as const;
  await perform(session, 'openDevice', { backend: 'wasm' }, quiet);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, quiet);
  await perform(session, 'openTrainingData', { source }, quiet);
});
afterEach(() => {
  session.documents = [];
});
afterAll(() => deleteDB(NAME));

const propose = (change: Partial<Settings> = {}) =>
  perform(session, 'proposePairs', { settings: { ...defaultSettings(), judgeTop: 20, ...change } }, quiet);
const topicOf = (text: string): string => TOPICS.find((word) => text.includes(word)) ?? '';

test.each(['training', 'documents'])(
  'answers of held-out questions are in no pair: %s',
  async (judgeCorpus) => {
    session.documents = TOPICS.map((topic, i) => ({
      ...{ id: `d${i}`, title: `The ${topic}`, text: `wants care every ${i} days.` },
    }));
    const { queries, notes } = await propose({ judgeCorpus });
    expect(queries).toHaveLength(8);
    const asked = new Set(queries.map(({ text }) => topicOf(text)));
    for (const { candidates } of queries)
      expect(new Set(candidates.map(({ text }) => topicOf(text)))).toEqual(asked);
    const note = '2 passages were left out, because they answer held-out questions alone.';
    expect(notes.includes(note)).toBe(judgeCorpus === 'documents');
  },
);

test('however few passages an evaluation ranks, labelled ones are ranked for pairs', async () => {
  const { queries } = await propose({ heldOutPassages: 3 });
  for (const { candidates } of queries) expect(candidates.filter(({ labelled }) => labelled)).toHaveLength(1);
});

test('ids of documents that number other texts make no labels', async () => {
  session.documents = TOPICS.map((_, i) => ({ id: String(i), title: '', text: `Rule ${i} of the library.` }));
  const { queries } = await propose({ judgeCorpus: 'documents' });
  expect(queries.flatMap(({ candidates }) => candidates)).toHaveLength(80);
  expect(queries.flatMap(({ candidates }) => candidates.filter(({ labelled }) => labelled))).toEqual([]);
});
