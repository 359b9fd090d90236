import { deleteDB } from 'idb';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BudgetReached, LlmError, type Ask, type Llm, type StoredReply } from '../../core/llm/llm';
import { verdictBy } from '../../core/preferences/judged-pairs';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { DEFAULT_PROMPTS } from '../../core/synthesis/prompts';
import { readPreferences } from '../../core/formats/preferences/read-preferences';
import { memoryFile } from '../../core/formats/memory-file';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import { Session } from '../session/session';
import { judgeWithLlm, pairsToAsk } from './judge-with-llm';
import { PairBook } from './pair-book';
import { PairStore } from './pair-store';

const NAME = 'kennel-pairs-of-a-test';
const settings = (change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  llmModel: 'test',
  judgeTop: 4,
  ...change,
});
const TOPICS = ['battery', 'brake', 'saddle', 'light', 'tyre', 'chain', 'lock', 'bell', 'pump', 'pedal'];
const ROWS = TOPICS.map((topic, i) =>
  JSON.stringify({
    query: `how is the ${topic} cared for`,
    positive: `The ${topic} wants care every ${i} days.`,
  }),
).join('\n');
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };

let session: Session;
beforeAll(async () => {
  session = new Session();
  const file = new File([ROWS], 'rows.jsonl');
  await perform(session, 'openDevice', { backend: 'wasm' }, quiet);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, quiet);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [file] } }, quiet);
});
beforeEach(() => {
  session.pairBook = new PairBook(new PairStore(NAME));
});
afterEach(async () => {
  await deleteDB(NAME);
});

/** A model of the test's own, which keeps its replies as the real one does. */
class ScriptedLlm implements Llm {
  readonly counts = {
    ...{ replies: 0, cached: 0, retries: 0, failed: 0 },
    ...{ promptTokens: 0, completionTokens: 0, cost: 0 },
  };
  readonly paid = new Map<string, number>();
  readonly #answer: (ask: Ask, paid: number) => string;
  readonly #delay: number;

  /** `delay` in milliseconds. */
  constructor(answer: (ask: Ask, paid: number) => string, delay = 1) {
    this.#answer = answer;
    this.#delay = delay;
  }

  async ask(ask: Ask, signal: AbortSignal): Promise<StoredReply> {
    const key = JSON.stringify([ask.messages, ask.attempt]);
    await new Promise((resolve) => setTimeout(resolve, this.#delay));
    signal.throwIfAborted();
    if (!this.paid.has(key)) {
      const text = this.#answer(ask, this.paid.size);
      this.paid.set(key, 1);
      this.counts.replies++;
      return reply(ask, text);
    }
    this.counts.cached++;
    return reply(ask, this.#answer(ask, 0));
  }
}

function reply(ask: Ask, text: string): StoredReply {
  return {
    ...{ text, finish: 'stop', model: 'test', promptTokens: 1, completionTokens: 1, hash: '', ask },
    ...{ provider: 'test', askedModel: 'test', at: '', cached: false },
  };
}

/** What stands after "Passage A:" and "Passage B:". */
function passagesOf(ask: Ask): [string, string] {
  const [, a = '', b = ''] =
    /Passage A: (.*)\n\nPassage B: (.*)\n/.exec(ask.messages.at(-1)?.content ?? '') ?? [];
  return [a, b];
}

/** Prefers by the texts alone, whatever their place. */
const fair = (ask: Ask): string => {
  const [a, b] = passagesOf(ask);
  return a < b ? 'A' : 'B';
};

const job = (llm: Llm, change: Partial<Settings> = {}) => ({
  ...{ book: session.pairBook, llm, settings: settings(change), prompts: DEFAULT_PROMPTS },
});
const propose = (change: Partial<Settings> = {}) =>
  perform(session, 'proposePairs', { settings: settings(change) }, quiet);

test('pairs are made for training queries alone: the same each time, held-out ones left out', async () => {
  const report = await propose();
  expect(report.queries.length).toBeLessThan(TOPICS.length);
  expect(report.notes.join(' ')).toMatch(/of 10 training queries were left out/u);
  expect(report.pairs).toHaveLength(report.queries.length * 6);
  for (const { candidates, text } of report.queries) {
    expect(candidates.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    const scores = candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const topic = TOPICS.find((word) => text.includes(word)) ?? '?';
    for (const candidate of candidates) expect(candidate.labelled).toBe(candidate.text.includes(topic));
  }
  expect(report.rates.labels.preferred).toBeGreaterThan(0);
  expect((await propose()).pairs).toEqual(report.pairs);
  const sampled = await propose({ judgePairs: 'sampled', judgeSampled: 2, judgeQueries: 3 });
  expect(sampled.queries).toHaveLength(3);
  expect(sampled.pairs).toHaveLength(6);
  const known = new Set(report.pairs.map(({ id }) => id));
  expect(sampled.pairs.every(({ id }) => known.has(id))).toBe(true);
});

test('a query that stands in an evaluation set is never paired, whatever its split', async () => {
  const asked = 'how is the brake cared for';
  const jsonl = (row: object): string => JSON.stringify(row);
  const files = [
    new File([jsonl({ _id: 'd', title: '', text: 'Brakes.' })], 'corpus.jsonl'),
    new File([jsonl({ _id: 'q', text: asked })], 'queries.jsonl'),
    new File(['query-id\tcorpus-id\tscore\nq\td\t1'], 'validation.tsv'),
  ];
  const source = { kind: 'files', files } as const;
  await perform(session, 'openEvaluationData', { source, role: 'out', name: 'care' }, quiet);
  try {
    const report = await propose();
    expect(report.queries.map(({ text }) => text)).not.toContain(asked);
    await expect(propose({ judgeCorpus: 'nowhere' })).rejects.toThrow(
      'there are no passages "nowhere"; there are training, documents, care',
    );
    expect((await propose({ judgeCorpus: 'care' })).queries[0]?.candidates).toHaveLength(1);
  } finally {
    await perform(session, 'openEvaluationData', { source: { kind: 'heldOut' } }, quiet);
  }
});

test('a person and the model judge a pair at once: both verdicts stay, here and in the browser', async () => {
  const { pairs } = await propose();
  const id = pairs[0]?.id ?? '';
  const { pairBook } = session;
  const llm = {
    verdict: 'second',
    orders: ['B', 'A'],
    model: 'test',
    promptVersion: '1',
  } as const;
  const changes = await Promise.all([
    pairBook.judge(new Map([[id, { llm }]])),
    pairBook.judge(new Map([[id, { person: 'first' }]])),
  ]);
  expect(changes[1].changed).toMatchObject([{ person: 'first', llm }]);
  expect(pairBook.judgementsOf(id)).toMatchObject({ person: 'first', llm });
  const reopened = new PairBook(new PairStore(NAME));
  await reopened.open();
  expect(reopened.judgementsOf(id)).toMatchObject({ person: 'first', llm });
});

test('a fair judge in both orders: every pair has its verdict, which becomes a preference', async () => {
  await propose();
  const llm = new ScriptedLlm(fair);
  const events: EngineEvent[] = [];
  await judgeWithLlm(job(llm), { ...quiet, emit: (event) => events.push(event) });
  const { rates, pairs, queries, ended } = session.pairBook.report();
  expect(ended).toBe('finished');
  expect(llm.counts.replies).toBe(2 * pairs.length);
  expect(rates.llm).toMatchObject({ preferred: pairs.length, ties: 0, waiting: 0, cycles: 0 });
  expect(rates.places.first).toBe(rates.places.second);
  for (const pair of pairs) {
    const [first, second] = [pair.first, pair.second].map(
      (at) => queries[pair.query]?.candidates[at]?.text ?? '',
    );
    expect(pair.llm?.verdict).toBe((first ?? '') < (second ?? '') ? 'first' : 'second');
  }
  const told = events.flatMap((event) => (event.kind === 'pairs' ? event.changed : []));
  expect(new Set(told.map(({ id }) => id)).size).toBe(pairs.length);
  const progress = events.filter((event) => event.kind === 'progress').at(-1);
  expect(progress).toMatchObject({ done: pairs.length, total: pairs.length });
  expect(pairsToAsk(job(llm))).toEqual([]);
  expect(pairsToAsk(job(llm, { llmModel: 'another' }))).toHaveLength(pairs.length);

  const used = await perform(session, 'usePreferences', { settings: settings() }, quiet);
  expect(used).toMatchObject({ judge: 'llm', count: pairs.length, ties: 0, neither: 0 });
  const { blob } = await perform(session, 'exportPreferences', { settings: settings() }, quiet);
  const read = await readPreferences(memoryFile('preferences.jsonl', await blob.text()), {});
  expect(read.preferences).toEqual(session.preferences);
});

test('verdicts that come while others are being written are not lost', async () => {
  await propose();
  await judgeWithLlm(job(new ScriptedLlm(fair, 60)), quiet);
  session.pairBook = new PairBook(new PairStore(NAME));
  await session.pairBook.open();
  expect(session.pairBook.report().rates.llm.waiting).toBe(0);
});

test('a judge that always names the first place makes ties only, and is found out', async () => {
  await propose();
  await judgeWithLlm(job(new ScriptedLlm(() => 'A')), quiet);
  const { rates, pairs } = session.pairBook.report();
  expect(rates.llm).toMatchObject({ preferred: 0, ties: pairs.length });
  expect(rates.places).toEqual({ first: 2 * pairs.length, second: 0, samePlace: pairs.length });
});

test('unreadable replies are asked again, at most twice; what stays unreadable is left out', async () => {
  await propose();
  const stubborn = (ask: Ask): boolean => ask.messages.at(-1)?.content.includes('battery wants') ?? false;
  const llm = new ScriptedLlm((ask) => {
    if (stubborn(ask)) return 'Passage A is better than passage B.';
    return ask.attempt === 0 ? 'Well ...' : fair(ask);
  });
  await judgeWithLlm(job(llm), quiet);
  const { rates, pairs } = session.pairBook.report();
  expect(rates.llm.leftOut).toBeGreaterThan(0);
  expect(rates.llm.preferred).toBe(pairs.length - rates.llm.leftOut);
  expect(llm.counts.replies).toBe(4 * rates.llm.preferred + 6 * rates.llm.leftOut);
});

test('cancelled in the middle, then gone on with after a reload: every pair once, nothing asked twice', async () => {
  await propose();
  const stop = new AbortController();
  const llm = new ScriptedLlm((ask, paid) => {
    if (paid === 30) stop.abort();
    return fair(ask);
  });
  const running = judgeWithLlm(job(llm, { llmConcurrency: 3 }), { ...quiet, signal: stop.signal });
  await expect(running).rejects.toThrow('abort');
  expect(session.pairBook.report().ended).toBe('cancelled');
  const before = session.pairBook.report().rates.llm;
  expect(before.preferred).toBeGreaterThan(0);
  expect(before.waiting).toBeGreaterThan(0);

  session.pairBook = new PairBook(new PairStore(NAME));
  await session.pairBook.open();
  expect(session.pairBook.report().rates.llm).toEqual(before);
  await judgeWithLlm(job(llm), quiet);
  const { rates, pairs, ended } = session.pairBook.report();
  expect(ended).toBe('finished');
  expect(rates.llm.preferred).toBe(pairs.length);
  expect(llm.paid.size).toBe(2 * pairs.length);
});

test('a budget ends the work cleanly; one failed request is its own; a wrong key ends all', async () => {
  await propose();
  const { pairs } = session.pairBook.report();
  const poor = new ScriptedLlm((ask, paid) => {
    if (paid >= 21) throw new BudgetReached('the budget is used up');
    return fair(ask);
  });
  await judgeWithLlm(job(poor), quiet);
  expect(session.pairBook.report()).toMatchObject({ ended: 'budget', counts: { replies: 21 } });
  expect(session.pairBook.report().notes.at(-1)).toBe('the budget is used up');
  const afterBudget = session.pairBook.report().rates.llm.preferred;
  expect(afterBudget).toBeGreaterThan(5);
  expect(afterBudget).toBeLessThan(11);

  const bad = new ScriptedLlm((ask) => {
    if (passagesOf(ask)[0].includes('saddle')) throw new LlmError('refused', { all: false });
    return fair(ask);
  });
  await judgeWithLlm(job(bad), quiet);
  const partly = session.pairBook.report();
  expect(partly.ended).toBe('finished');
  expect(partly.rates.llm.waiting).toBeGreaterThan(0);
  expect(partly.notes.at(-1)).toMatch(/got no answer.*refused$/u);

  const locked = new ScriptedLlm(() => {
    throw new LlmError('wrong key', { all: true });
  });
  await expect(judgeWithLlm(job(locked), quiet)).rejects.toThrow('wrong key');
  expect(session.pairBook.report().ended).toBe('failed');
  await judgeWithLlm(job(new ScriptedLlm(fair)), quiet);
  expect(session.pairBook.report().rates.llm.preferred).toBe(pairs.length);
});

test("a person's verdicts are kept at once, can be taken back, and outlive a new proposal", async () => {
  const [one, other] = (await propose()).pairs;
  if (!one || !other) throw new Error('there are no pairs');
  const say = (id: string, verdict: 'first' | 'tie' | null) =>
    perform(session, 'judgePair', { id, verdict }, quiet);
  expect((await say(one.id, 'first')).changed).toEqual([{ id: one.id, llm: null, person: 'first' }]);
  await say(other.id, 'tie');
  expect((await say(other.id, null)).rates.person).toMatchObject({ preferred: 1, ties: 0 });
  session.pairBook = new PairBook(new PairStore(NAME));
  await propose({ judgeTop: 3 });
  const table = session.pairBook.table;
  expect(verdictBy('person', table, one)).toBe('first');
  const used = await perform(session, 'usePreferences', { settings: settings({ judge: 'person' }) }, quiet);
  expect(used).toMatchObject({ count: session.pairBook.report().rates.person.preferred });
  await perform(session, 'clearPairs', {}, quiet);
  await expect(
    perform(session, 'usePreferences', { settings: settings({ judge: 'person' }) }, quiet),
  ).rejects.toThrow('No pair has a verdict');
});

test("from the labels: of each query's labelled passage and another, the labelled is preferred", async () => {
  await propose();
  const used = await perform(session, 'usePreferences', { settings: settings({ judge: 'labels' }) }, quiet);
  expect(used.count).toBe(session.pairBook.report().rates.labels.preferred);
  expect(used.count).toBeGreaterThan(10);
  for (const { query, chosen, rejected } of session.preferences ?? []) {
    const topic = TOPICS.find((word) => query.includes(word)) ?? '?';
    expect(chosen).toContain(topic);
    expect(rejected).not.toContain(topic);
  }
});
