import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredReply } from '../../core/llm/llm';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { DEFAULT_PROMPTS } from '../../core/synthesis/prompts';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import {
  FakeLlm,
  OVER_BUDGET,
  plainAnswer,
  REFUSED,
  WRONG_KEY,
  type Answer,
} from '../../core/synthesis/testing/fake-llm';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import type { SyntheticChange, SynthesisReport } from '../protocol/synthesis';
import { Session } from '../session/session';
import { SynthesisStore } from './synthesis-store';
import { SynthesisTable } from './synthesis-table';
import { synthesizeData } from './synthesize-data';

const NAME = 'kennel-synthesis-of-a-test';
const quiet = { signal: new AbortController().signal, emit: (): void => undefined };
const settings = (changes: Partial<Settings> = {}): Settings => ({
  ...{ ...defaultSettings(), llmModel: 'fake', llmConcurrency: 2, filterMinWords: 1 },
  ...changes,
});

/** A page that has just been opened; what the browser keeps is there. */
function newPage(): Session {
  const session = new Session();
  session.synthesis = new SynthesisTable(new SynthesisStore(NAME));
  return session;
}

let session = newPage();
beforeEach(() => {
  session = newPage();
});
afterEach(() => deleteDB(NAME));

function file(name: string, lines: readonly (string | object)[]): File {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return new File([text], name);
}

const queries = (count: number): File =>
  file(
    'queries.jsonl',
    Array.from({ length: count }, (_, at) => ({ _id: `q${at}`, text: `topic ${at} of the many` })),
  );

async function openQueries(of: Session, given: File): Promise<void> {
  await perform(of, 'openQueries', { source: { kind: 'files', files: [given] } }, quiet);
}

interface Run {
  readonly answer?: Answer;
  readonly stored?: Map<string, StoredReply>;
  readonly changes?: Partial<Settings>;
  readonly signal?: AbortSignal;
  readonly emit?: (event: EngineEvent) => void;
}

/** Makes rows with a fake model; gives the model and how it went. */
async function run(of: Session, { answer, stored, changes, signal, emit }: Run = {}) {
  const llm = new FakeLlm(answer ?? plainAnswer, stored);
  const order = { settings: settings(changes), prompts: DEFAULT_PROMPTS, key: '' };
  const context = { signal: signal ?? quiet.signal, emit: emit ?? quiet.emit };
  const outcome = await synthesizeData(of, order, context, () => llm).then(
    (report) => ({ report, error: undefined }),
    (error: unknown) => ({ report: undefined, error }),
  );
  return { llm, ...outcome };
}

const table = (of: Session): Promise<SynthesisReport> => perform(of, 'synthesis', {}, quiet);
const waiting = (rows: readonly SyntheticRow[]): number =>
  rows.filter(({ state }) => state === 'waiting').length;

test('rows come in the order of their queries; every change is told and outlives the page', async () => {
  await openQueries(session, queries(12));
  const told = new Map<string, SyntheticRow>();
  const { report } = await run(session, {
    emit: (event) => {
      if (event.kind === 'synthesis') for (const row of event.rows) told.set(row.id, row);
    },
  });
  expect(report?.rows.map(({ query }) => query)).toEqual(
    Array.from({ length: 12 }, (_, at) => `topic ${at} of the many`),
  );
  expect(report).toMatchObject({ unfinished: false, ended: 'finished', rates: { states: { done: 12 } } });
  expect([...told.values()]).toEqual(report?.rows);
  const later = await table(newPage());
  expect(later.rows).toEqual(report?.rows);
  expect(later.counts).toMatchObject({ replies: 60 });
});

test('a row that fails says why, the others are made; going on asks only for what failed', async () => {
  await openQueries(session, queries(6));
  const failing: Answer = (ask) =>
    ask.purpose === 'cot' && ask.messages.at(-1)?.content.includes('topic 3') === true
      ? REFUSED
      : plainAnswer(ask);
  const { report } = await run(session, { answer: failing });
  expect(report?.rates.states).toMatchObject({ done: 5, failed: 1 });
  expect(report?.rows[3]).toMatchObject({ state: 'failed', fault: REFUSED.message });
  const again = await run(session);
  expect(again.llm.asked.map(({ purpose }) => purpose)).toEqual(['cot']);
  expect(again.report?.rates.states).toMatchObject({ done: 6, failed: 0 });
});

describe('work that is stopped', () => {
  test('cancelled: a new page without the queries goes on, and nothing is asked twice', async () => {
    await openQueries(session, queries(20));
    const stored = new Map<string, StoredReply>();
    const controller = new AbortController();
    const first = await run(session, {
      ...{ stored, signal: controller.signal },
      answer: async (ask, time) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (time === 37) controller.abort();
        return plainAnswer(ask);
      },
    });
    expect(first.error).toBe(controller.signal.reason);
    const page = newPage();
    const left = await table(page);
    expect(left).toMatchObject({ unfinished: true, ended: 'cancelled' });
    expect(waiting(left.rows)).toBeGreaterThan(0);
    const second = await run(page, { stored });
    expect(second.report).toMatchObject({ unfinished: false, rates: { states: { done: 20 } } });
    const asked = [...first.llm.asked, ...second.llm.asked].map(({ messages, attempt }) =>
      JSON.stringify([messages, attempt]),
    );
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(100);
  });

  test('crashed without a word: the rows wait for the next page', async () => {
    await openQueries(session, queries(3));
    // Nothing of the end is stored: the page is gone while it works.
    let leave = (): void => undefined;
    const gone = new Promise<string>((resolve) => {
      leave = () => {
        resolve('yes');
      };
    });
    const ended = run(session, { answer: () => gone });
    let left = await table(newPage());
    for (let tries = 0; left.rows.length === 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      left = await table(newPage());
    }
    expect(left).toMatchObject({ unfinished: true, ended: '' });
    expect(waiting(left.rows)).toBe(3);
    leave();
    await ended;
  });

  test('the budget ends it cleanly, an error of all requests with that error', async () => {
    await openQueries(session, queries(10));
    const stored = new Map<string, StoredReply>();
    const limited: Answer = (ask, time) => (time > 20 ? OVER_BUDGET : plainAnswer(ask));
    const { report } = await run(session, { answer: limited, stored });
    expect(report).toMatchObject({ ended: 'budget', unfinished: true });
    expect(report?.notes).toContain(OVER_BUDGET.message);
    expect(report?.rates.states.failed).toBe(0);
    const broken = await run(session, { answer: () => WRONG_KEY, stored });
    expect(broken.error).toBe(WRONG_KEY);
    expect(await table(session)).toMatchObject({ ended: 'failed', unfinished: true });
    const { report: whole } = await run(session, { stored });
    expect(whole?.rates.states.done).toBe(10);
  });
});

test('what a person changes stays, while the work goes on and after it', async () => {
  await openQueries(session, queries(8));
  let asked = 0;
  const edited = await new Promise<SynthesisReport | undefined>((resolve, reject) => {
    const answer: Answer = async (ask) => {
      if (++asked === 1) {
        const rows = [...session.synthesis.rows()];
        const change = (at: number, to: SyntheticChange) =>
          perform(session, 'changeSynthetic', { ids: [rows[at]?.id ?? ''], change: to }, quiet);
        await change(0, { field: 'synthetic', text: 'written by hand' });
        await change(1, { state: 'rejected', decided: true });
        await change(7, { field: 'query', text: 'another question' });
      }
      return plainAnswer(ask);
    };
    run(session, { answer }).then(({ report }) => {
      resolve(report);
    }, reject);
  });
  expect(edited?.rows[0]).toMatchObject({
    synthetic: 'written by hand',
    edited: ['synthetic'],
    state: 'done',
  });
  expect(edited?.rows[0]?.relevance.synthetic).toBeNull();
  expect(edited?.rows[1]?.state).toBe('rejected');
  expect(edited?.rows[7]).toMatchObject({ query: 'another question', edited: ['query'] });
  // Passages of another question are verified anew, and nothing else.
  const again = await run(session);
  expect(again.llm.asked.map(({ purpose }) => purpose)).toEqual(['verify', 'verify']);
  expect(again.llm.asked[0]?.messages.at(-1)?.content).toContain('Query: another question');
  expect(again.report?.rows.slice(0, 7)).toEqual(edited?.rows.slice(0, 7));
  expect((await run(session)).llm.asked).toEqual([]);
});

test('rows that a filter rejected are looked at anew when its settings change, and it is said', async () => {
  await openQueries(session, queries(4));
  const { report: strict } = await run(session, { changes: { filterMinWords: 200 } });
  expect(strict?.rates).toMatchObject({ states: { rejected: 4 }, flags: { 'too-short': 4 } });
  const [first] = strict?.rows ?? [];
  const decided = { state: 'rejected', decided: true } as const;
  await perform(session, 'changeSynthetic', { ids: [first?.id ?? ''], change: decided }, quiet);
  const { report: mild, llm } = await run(session);
  expect(mild?.rates).toMatchObject({ states: { rejected: 1, done: 3 }, flags: {} });
  expect(mild?.notes).toEqual(['Rows looked at anew by the changed settings: 3 no longer rejected.']);
  expect(llm.asked.every(({ purpose }) => purpose === 'verify' || purpose === 'cot')).toBe(true);
});

test('other settings take the place of rows that only waited; queries of evaluation data are left out', async () => {
  await openQueries(session, queries(4));
  await run(session, { answer: () => WRONG_KEY });
  const before = [...session.synthesis.rows()].map(({ id }) => id);
  session.evaluations = [
    {
      ...{ name: 'set', role: 'in', rejected: [], rejectedCount: 0, notes: [] },
      splits: [
        { name: 'test', corpus: [], queries: [{ id: 'x', text: 'Topic  2 of the many' }], qrels: new Map() },
        // Questions to train on, which often stand in the same folder.
        { name: 'train', corpus: [], queries: [{ id: 'y', text: 'topic 1 of the many' }], qrels: new Map() },
      ],
    },
  ];
  const { report } = await run(session, { changes: { paraphrases: 1, makeCot: false } });
  expect(report?.rows).toHaveLength(6);
  expect(report?.rows.filter(({ id }) => before.includes(id))).toHaveLength(3);
  expect(report?.notes).toEqual(['1 query was left out, because they stand in an open evaluation set.']);
  await perform(session, 'clearSynthesis', {}, quiet);
  expect(await table(newPage())).toMatchObject({ rows: [], unfinished: false });
});

describe('documents without a language model', () => {
  const documents = file('corpus.jsonl', [
    ...['brake', 'saddle', 'light', 'chain', 'lock'].map((part) => ({
      ...{ _id: part, title: `The ${part} of the bike` },
      text: `The ${part} wants some care. Clean the ${part} once a month with a cloth. Then check it for wear.`,
    })),
    { _id: 'bare', title: '', text: 'One sentence.' },
  ]);

  test.each(['inverse-cloze', 'crops', 'title-body'] as const)('%s', async (synthesisMethod) => {
    const opened = await perform(
      session,
      'openDocuments',
      { source: { kind: 'files', files: [documents] } },
      quiet,
    );
    expect(opened).toMatchObject({
      count: 6,
      preview: [{ id: 'brake', title: 'The brake of the bike' }, {}, {}, {}, {}],
    });
    const changes = { synthesisFrom: 'documents', synthesisMethod, bm25Negatives: true } as const;
    const request = { settings: settings({ ...changes, llmModel: '' }), prompts: DEFAULT_PROMPTS, key: '' };
    const report = await perform(session, 'synthesize', request, quiet);
    expect(report.notes).toEqual([expect.stringMatching(/^1 documents were left out/)]);
    expect(report.rows).toHaveLength(5);
    for (const row of report.rows) {
      expect(row).toMatchObject({ state: 'done', paradigm: synthesisMethod, model: '', promptVersions: {} });
      expect(row.negative).not.toContain(row.sourceId);
      expect(row.negative).not.toBe('');
    }
    const used = await perform(session, 'useSynthesis', {}, quiet);
    expect(used).toMatchObject({
      rows: 5,
      withNegatives: 5,
      files: [{ format: 'stage-1', rejectedCount: 0 }],
    });
    const again = await perform(session, 'synthesize', request, quiet);
    expect(again.rows).toEqual(report.rows);
  });
});

test('what cannot be done says why', async () => {
  const make = (changes: Partial<Settings> = {}) =>
    perform(session, 'synthesize', { settings: settings(changes), prompts: DEFAULT_PROMPTS, key: '' }, quiet);
  await expect(make()).rejects.toThrow('Open queries, or training data');
  await expect(make({ synthesisMethod: 'crops' })).rejects.toThrow('"Documents"');
  await openQueries(session, queries(1));
  await expect(make({ synthesisMethod: 'few-shot-pairs' })).rejects.toThrow('labelled pairs');
  await expect(make({ llmModel: '' })).rejects.toThrow('Name the language model');
  await expect(perform(session, 'useSynthesis', {}, quiet)).rejects.toThrow('no rows');
  const first = run(session, { answer: () => new Promise((resolve) => setTimeout(resolve, 200, 'yes')) });
  await expect(make()).rejects.toThrow('Data are being made');
  await expect(perform(session, 'clearSynthesis', {}, quiet)).rejects.toThrow('Data are being made');
  await first;
});
