import { describe, expect, test } from 'vitest';
import type { Ask } from '../llm/llm';
import type { Settings } from '../settings/settings';
import { makeUnit, needsWork } from './make-unit';
import { planFromDocuments, planFromQueries } from './plan-rows';
import { DEFAULT_PROMPTS } from './prompts';
import type { SyntheticRow } from './synthetic-row';
import { FakeLlm, OVER_BUDGET, plainAnswer, REFUSED, WRONG_KEY, type Answer } from './testing/fake-llm';
import { testRecipe } from './testing/recipes';

const QUERY = { id: 'q1', text: 'how long does the pack charge', positive: 'It charges in four hours.' };
const DOCUMENT = { id: 'd1', title: 'Charging', text: 'The pack charges in four hours.' };

function fromQuery(changes: Partial<Settings> = {}): readonly SyntheticRow[] {
  return planFromQueries([QUERY], testRecipe(changes)).rows;
}

async function make(
  rows: readonly SyntheticRow[],
  changes: Partial<Settings> = {},
  answer: Answer = plainAnswer,
  found = '',
) {
  const llm = new FakeLlm(answer);
  const made = await makeUnit(rows, {
    ...{ llm, recipe: testRecipe(changes), exemplars: [], foundNegative: () => found },
    signal: new AbortController().signal,
  });
  return { made, purposes: llm.asked.map(({ purpose }) => purpose), asked: llm.asked };
}

const byPurpose =
  (answers: Partial<Record<Ask['purpose'], string | Error>>): Answer =>
  (ask) =>
    answers[ask.purpose] ?? plainAnswer(ask);

describe('a row of a query', () => {
  test('gets all texts, each verified, with versions and model', async () => {
    const { made, purposes } = await make(fromQuery());
    expect(purposes.toSorted()).toEqual(['cot', 'negative', 'positive', 'verify', 'verify']);
    expect(made).toMatchObject([
      {
        ...{ state: 'done', fault: '', query: QUERY.text, positive: QUERY.positive, model: 'fake-1' },
        relevance: { synthetic: 'relevant', negative: 'irrelevant' },
        promptVersions: { cot: 'v2', positive: 'v2', negative: 'v2', verify: 'v2' },
      },
    ]);
    expect(made[0]?.cot).toContain('the cot');
    expect(made[0]?.synthetic).toContain('the positive');
    expect(made[0]?.negative).toContain('looks right');
  });

  test('asks for nothing that is switched off', async () => {
    const off = { makeCot: false, makeNegative: false, verifySynthetic: false };
    const { made, purposes } = await make(fromQuery(), off);
    expect(purposes).toEqual(['positive']);
    expect(made[0]).toMatchObject({ cot: '', negative: '', relevance: { synthetic: null, negative: null } });
  });

  test('a positive that fails its check is marked, a relevant negative dropped', async () => {
    const answer: Answer = (ask) =>
      ask.purpose === 'verify'
        ? /looks right/.test(ask.messages.at(-1)?.content ?? '')
          ? 'yes'
          : 'no'
        : plainAnswer(ask);
    const { made } = await make(fromQuery(), {}, answer);
    expect(made[0]).toMatchObject({
      ...{ state: 'done', negative: '' },
      relevance: { synthetic: 'irrelevant', negative: 'relevant' },
    });
    expect(made[0]?.synthetic).not.toBe('');
    expect(needsWork(made[0] ?? fail(), testRecipe())).toBe(false);
  });

  test('an answer that cannot be read is asked for twice more, with a reminder, and is then unparsable', async () => {
    const off = { makeCot: false, makeNegative: false };
    const { made, asked } = await make(fromQuery(off), off, byPurpose({ verify: 'It is not irrelevant' }));
    const verifying = asked.filter(({ purpose }) => purpose === 'verify');
    expect(verifying.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
    expect(verifying[1]?.messages.at(-1)?.content).toContain('the answer alone');
    expect(made[0]).toMatchObject({ state: 'done', relevance: { synthetic: 'unparsable' } });
  });

  test('a text that fails is the row’s fault; what else was written is kept, and only the rest asked for again', async () => {
    const first = await make(fromQuery(), {}, byPurpose({ cot: REFUSED }));
    expect(first.made[0]).toMatchObject({
      state: 'failed',
      fault: 'The endpoint refused this one.',
      cot: '',
    });
    expect(first.made[0]?.synthetic).not.toBe('');
    const again = await make(first.made);
    expect(again.purposes).toEqual(['cot']);
    expect(again.made[0]).toMatchObject({ state: 'done', fault: '' });
  });

  test('a model that only thinks is a fault in words', async () => {
    const { made } = await make(fromQuery(), {}, byPurpose({ positive: '<think>hm</think>' }));
    expect(made[0]?.fault).toContain('empty reply');
  });

  test.each([
    ['the budget', OVER_BUDGET],
    ['a wrong key', WRONG_KEY],
    ['a bug', new TypeError('no such thing')],
  ])('%s ends everything', async (_, error) => {
    await expect(make(fromQuery(), {}, byPurpose({ positive: error }))).rejects.toBe(error);
  });

  test('a negative by BM25 is verified like a written one', async () => {
    const changes = { makeNegative: false, bm25Negatives: true };
    const { made, purposes } = await make(fromQuery(changes), changes, plainAnswer, 'found, looks right');
    expect(purposes).not.toContain('negative');
    expect(made[0]).toMatchObject({ negative: 'found, looks right', relevance: { negative: 'irrelevant' } });
  });

  test('switching a text on later adds it to finished rows; what a person judged or emptied stays', async () => {
    const { made } = await make(fromQuery(), { makeCot: false });
    const [row = fail()] = made;
    expect((await make(made)).purposes).toEqual(['cot']);
    expect((await make([{ ...row, state: 'accepted' }])).purposes).toEqual([]);
    expect((await make([{ ...row, edited: ['cot'] }])).purposes).toEqual([]);
  });
});

test('other wordings share the passages of their query, and cost one request more', async () => {
  const changes = { paraphrases: 2, backTranslation: 'German' };
  const rows = fromQuery(changes);
  expect(rows).toHaveLength(4);
  const { made, purposes } = await make(rows, changes);
  expect(purposes.filter((purpose) => purpose === 'paraphrase')).toHaveLength(1);
  expect(purposes.filter((purpose) => purpose === 'translate')).toHaveLength(2);
  expect(new Set(made.map(({ query }) => query)).size).toBe(4);
  for (const row of made)
    expect(row).toMatchObject({
      ...{ state: 'done', positive: QUERY.positive },
      synthetic: made[0]?.synthetic,
    });
  expect(made.map(({ style }) => style)).toEqual(['', 'other wording', 'other wording', 'through German']);
});

test('too few wordings fail only the rows that got none', async () => {
  const changes = { paraphrases: 2 };
  const { made } = await make(fromQuery(changes), changes, byPurpose({ paraphrase: 'only one' }));
  expect(made.map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  expect(made[2]?.fault).toContain('fewer wordings');
});

test('queries of a document come with one request a style, and get what queries get', async () => {
  const changes = { synthesisFrom: 'documents', queryStyles: 'question', queriesPerStyle: 2 } as const;
  const { rows } = planFromDocuments([DOCUMENT], testRecipe(changes));
  const { made, asked } = await make(rows, { ...changes, makeCot: false, makePositive: false });
  const queries = asked.filter(({ purpose }) => purpose === 'queries');
  expect(queries).toHaveLength(1);
  expect(queries[0]?.messages.at(-1)?.content).toContain('a plain question in one sentence');
  expect(made).toMatchObject([
    {
      state: 'done',
      positive: 'Charging The pack charges in four hours.',
      sourceId: 'd1',
      style: 'question',
    },
    { state: 'done', promptVersions: { queries: 'v2', negative: 'v2' } },
  ]);
  expect(made[0]?.query).not.toBe(made[1]?.query);
});

test('asks carry the temperatures of the settings and the version of an edited prompt', async () => {
  const changes = { temperatureReasoning: 0.1, temperatureWriting: 0.2, temperatureJudging: 0.3 };
  const recipe = testRecipe(changes);
  const verify = { ...DEFAULT_PROMPTS.verify, user: `Judge. ${DEFAULT_PROMPTS.verify.user}` };
  const llm = new FakeLlm();
  const rows = planFromQueries([QUERY], recipe).rows;
  await makeUnit(rows, {
    ...{ llm, exemplars: [], foundNegative: () => '', signal: new AbortController().signal },
    recipe: { ...recipe, prompts: { ...DEFAULT_PROMPTS, verify } },
  });
  const told = Object.fromEntries(
    llm.asked.map((ask) => [ask.purpose, [ask.temperature, ask.promptVersion]]),
  );
  expect(told).toMatchObject({ cot: [0.1, 'v2'], positive: [0.2, 'v2'], negative: [0.2, 'v2'] });
  expect(told['verify']).toEqual([0.3, expect.stringMatching(/^own-/)]);
});

function fail(): never {
  throw new Error('there is no row');
}
