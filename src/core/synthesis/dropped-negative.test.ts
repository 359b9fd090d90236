import { expect, test } from 'vitest';
import { makeUnit } from './make-unit';
import { planFromQueries } from './plan-rows';
import { stage1Line } from './stage1-line';
import type { SyntheticRow } from './synthetic-row';
import { FakeLlm, plainAnswer, REFUSED, type Answer } from './testing/fake-llm';
import { testRecipe } from './testing/recipes';

const FOUND = 'It charges in four hours, too.';
const CHANGES = { makeNegative: false, bm25Negatives: true } as const;

const make = (rows: readonly SyntheticRow[], answer: Answer) =>
  makeUnit(rows, {
    ...{ llm: new FakeLlm(answer), recipe: testRecipe(CHANGES), exemplars: [] },
    ...{ foundNegative: () => FOUND, signal: new AbortController().signal },
  });

test('a found negative that was dropped because it answers does not come back when the row is gone on with', async () => {
  const { rows } = planFromQueries(
    [{ id: 'q', text: 'how long', positive: 'Four hours.' }],
    testRecipe(CHANGES),
  );
  const failing: Answer = (ask) =>
    ask.purpose === 'cot' ? REFUSED : ask.purpose === 'verify' ? 'yes' : plainAnswer(ask);
  const first = await make(rows, failing);
  expect(first[0]).toMatchObject({ state: 'failed', negative: '', relevance: { negative: 'relevant' } });
  const [row] = await make(first, plainAnswer);
  expect(row).toMatchObject({ state: 'done', negative: '' });
  expect(row === undefined ? null : stage1Line(row)).not.toHaveProperty('negative');
});
