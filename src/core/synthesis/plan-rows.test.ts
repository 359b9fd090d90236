import { expect, test } from 'vitest';
import type { Settings } from '../settings/settings';
import { exemplarPool, exemplarsFor, showExemplars } from './exemplars';
import { planFromDocuments, planFromQueries, stylesOf } from './plan-rows';
import { DEFAULT_PROMPTS } from './prompts';
import { recipeFault } from './recipe';
import { testRecipe } from './testing/recipes';

const queries = Array.from({ length: 50 }, (_, at) => ({
  id: `q${at}`,
  text: `query number ${at}`,
  positive: at % 2 === 0 ? `passage ${at}` : '',
}));
const documents = Array.from({ length: 30 }, (_, at) => ({
  id: `d${at}`,
  title: at % 3 === 0 ? '' : `Title ${at}`,
  text: `First sentence of ${at} is here. Then a second one follows. And a third ends text ${at}.`,
}));
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

test('the same sources and recipe give the same ids, other prompts and methods others', () => {
  const plan = (changes = {}): string[] => ids(planFromQueries(queries, testRecipe(changes)).rows);
  expect(plan()).toEqual(plan());
  expect(new Set(plan()).size).toBe(50);
  // What is only verified, filtered or switched on later does not make another row.
  expect(plan({ makeCot: false, verifySynthetic: false, filterMinWords: 1, seed: 9 })).toEqual(plan());
  expect(plan({ synthesisMethod: 'few-shot-texts' })).not.toEqual(plan());
  const edited = { ...DEFAULT_PROMPTS, positive: { ...DEFAULT_PROMPTS.positive, system: 'other' } };
  const others = ids(planFromQueries(queries, { ...testRecipe(), prompts: edited }).rows);
  expect(others.some((id) => plan().includes(id))).toBe(false);
});

test('a smaller number of rows is part of a larger one, in the order of the sources', () => {
  const some = ids(planFromQueries(queries, testRecipe({ synthesisRows: 10 })).rows);
  const more = ids(planFromQueries(queries, testRecipe({ synthesisRows: 20 })).rows);
  const all = ids(planFromQueries(queries, testRecipe({ synthesisRows: 0 })).rows);
  expect(some).toHaveLength(10);
  expect(more).toHaveLength(20);
  expect(more).toEqual(all.filter((id) => more.includes(id)));
  expect(some.every((id) => more.includes(id))).toBe(true);
});

test('labelled pairs need a label; what has none is counted', () => {
  const { rows, unusable } = planFromQueries(queries, testRecipe({ synthesisMethod: 'human' }));
  expect([rows.length, unusable]).toEqual([25, 25]);
});

test('documents: a row for each style, or a pair cut by the seed', () => {
  const from = { synthesisFrom: 'documents' } as const;
  const invented = planFromDocuments(documents, testRecipe({ ...from, queryStyles: 'a, b,a, ' })).rows;
  expect(invented).toHaveLength(60);
  expect(invented.slice(0, 2).map(({ style }) => style)).toEqual(['a', 'b']);
  const titled = planFromDocuments(documents, testRecipe({ ...from, synthesisMethod: 'title-body' }));
  expect([titled.rows.length, titled.unusable]).toEqual([20, 10]);
  const cloze = (seed: number) =>
    planFromDocuments(documents, testRecipe({ ...from, synthesisMethod: 'inverse-cloze', seed })).rows;
  expect(cloze(1)).toEqual(cloze(1));
  expect(cloze(1).map(({ query }) => query)).not.toEqual(cloze(2).map(({ query }) => query));
  // A document's pair does not depend on those around it.
  const alone = testRecipe({ ...from, synthesisMethod: 'inverse-cloze', seed: 1 });
  expect(planFromDocuments(documents.slice(7, 8), alone).rows[0]).toEqual(cloze(1)[7]);
});

test('styles are named once, without spaces around', () => {
  expect(stylesOf(' question,keywords,, question ')).toEqual(['question', 'keywords']);
});

test('examples are drawn by the seed and never give an answer away', () => {
  const pairs = queries.map(({ text }, at) => ({ query: text, text: `passage ${at}` }));
  const pool = exemplarPool(pairs, 3, []);
  expect(exemplarPool(pairs, 3, [])).toEqual(pool);
  expect(exemplarPool(pairs, 4, [])).not.toEqual(pool);
  for (let at = 0; at < 50; at++) {
    const row = { id: `row.${at}`, query: `Query  number ${at}`, positive: `passage ${(at + 1) % 50}` };
    const shown = exemplarsFor(row, pool, 49, 3);
    expect(shown).toHaveLength(48);
    expect(shown.some(({ query, text }) => query === `query number ${at}` || text === row.positive)).toBe(
      false,
    );
    expect(exemplarsFor(row, pool, 3, 3)).toEqual(shown.slice(0, 3));
  }
  expect(showExemplars([], 'Passage')).toBe('');
  expect(showExemplars(pool.slice(0, 1), 'Document')).toContain(`Query: ${pool[0]?.query ?? ''}\nDocument: `);
});

test('a recipe that cannot work says why', () => {
  expect(recipeFault(testRecipe())).toBeUndefined();
  expect(recipeFault(testRecipe({ synthesisMethod: 'crops' }))).toContain('"Documents"');
  expect(recipeFault(testRecipe({ synthesisMethod: 'human', synthesisFrom: 'documents' }))).toContain(
    '"Queries"',
  );
  const broken = { ...DEFAULT_PROMPTS, cot: { ...DEFAULT_PROMPTS.cot, user: 'think' } };
  expect(recipeFault({ ...testRecipe(), prompts: broken })).toBe(
    'The prompt "cot" cannot be used. The placeholder {{query}} is missing.',
  );
  expect(recipeFault({ ...testRecipe({ makeCot: false }), prompts: broken })).toBeUndefined(); // it is not used
  const strip = (purpose: 'positive' | 'negative' | 'queries') => ({
    ...DEFAULT_PROMPTS[purpose],
    user: DEFAULT_PROMPTS[purpose].user.replace('{{exemplars}}', ''),
  });
  const plain = {
    ...DEFAULT_PROMPTS,
    positive: strip('positive'),
    negative: strip('negative'),
    queries: strip('queries'),
  };
  const recipe = testRecipe({ synthesisMethod: 'few-shot-texts' });
  expect(recipeFault(recipe)).toBeUndefined();
  expect(recipeFault({ ...recipe, prompts: plain })).toContain('{{exemplars}}');
  // Only prompts that are used show examples.
  const few = (changes: Partial<Settings>) =>
    recipeFault(testRecipe({ synthesisMethod: 'few-shot-texts', ...changes }));
  const unshown = { makePositive: false, makeNegative: false };
  expect(few({ ...unshown })).toContain('{{exemplars}}');
  expect(few({ ...unshown, makeCot: false, paraphrases: 2 })).toContain('{{exemplars}}');
  expect(few({ ...unshown, makeNegative: true })).toBeUndefined();
  expect(few({ ...unshown, synthesisFrom: 'documents' })).toBeUndefined();
});
