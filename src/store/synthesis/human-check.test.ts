import { expect, test } from 'vitest';
import { syntheticRow } from '../../client/fake-synthesis';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { createHumanCheck } from './human-check';

function openCheck() {
  let rows: readonly SyntheticRow[] = Array.from({ length: 30 }, (_, i) =>
    syntheticRow({ id: `row-${String(i)}`, relevance: { synthetic: 'relevant', negative: null } }),
  );
  const human = createHumanCheck({
    rows: () => rows,
    check: (id, checked) => {
      rows = rows.map((row) => (row.id === id ? { ...row, checked } : row));
      return Promise.resolve();
    },
  });
  return { human, checked: () => rows.filter((row) => row.checked !== null) };
}

test('rows are judged one after the other, skipped rows keep no verdict', () => {
  const { human, checked } = openCheck();
  human.begin(5, 1);
  const { queue } = human.getState();
  human.answer(true);
  human.answer(null);
  human.answer(false);
  expect(human.getState()).toMatchObject({ at: 3, answers: [true, null, false] });
  expect(checked().map(({ id, checked: said }) => [id, said])).toEqual(
    expect.arrayContaining([
      [queue?.[0], true],
      [queue?.[2], false],
    ]),
  );
  expect(checked()).toHaveLength(2);
});

test('undo goes back over verdicts and skips, and forgets them', () => {
  const { human, checked } = openCheck();
  human.begin(5, 1);
  human.answer(true);
  human.answer(null);
  human.undo();
  human.undo();
  human.undo(); // there is nothing before the first
  expect(human.getState()).toMatchObject({ at: 0, answers: [] });
  expect(checked()).toEqual([]);
});

test('two answers in a row never judge the same row twice', () => {
  const { human, checked } = openCheck();
  human.begin(3, 1);
  for (let i = 0; i < 5; i++) human.answer(true);
  expect(human.getState().at).toBe(3);
  expect(checked()).toHaveLength(3);
});

test('begun again, the same seed shows only what is left of the sample', () => {
  const { human } = openCheck();
  human.begin(5, 1);
  const first = human.getState().queue ?? [];
  human.answer(true);
  human.answer(false);
  human.end();
  expect(human.getState().queue).toBeNull();
  human.begin(5, 1);
  expect(human.getState()).toMatchObject({ queue: first.slice(2), before: 2 });
});
