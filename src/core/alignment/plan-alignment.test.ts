import { describe, expect, test } from 'vitest';
import type { Preference } from '../data/preference';
import { textHash } from '../text/text-hash';
import { asTrainingRow, withLabelled } from './alignment-row';
import { planAlignment } from './plan-alignment';

const better = (chosen: string, rejected: string, change: Partial<Preference> = {}): Preference => ({
  ...{ file: 'p.jsonl', line: 1, query: 'q', chosen, rejected, tie: false, neither: false },
  ...{ queryId: undefined, chosenId: undefined, rejectedId: undefined },
  ...change,
});
const tie = (a: string, b: string): Preference => better(a, b, { tie: true });

const plan = (
  preferences: readonly Preference[],
  change: Partial<Parameters<typeof planAlignment>[1]> = {},
) => planAlignment(preferences, { alignTies: 'together', alignLists: 'pairs', ...change }, () => false);
const tiersOf = (preferences: readonly Preference[], change: Parameters<typeof plan>[1] = {}) =>
  plan(preferences, change).rows.map(({ tiers }) => tiers);

describe('what is left out', () => {
  test('what is said again, in both orders, or of one text', () => {
    const { rows, counts } = plan([
      ...[better('a', 'b'), better('a', 'b'), better('c', 'd'), better('d', 'c'), better('e', 'e')],
    ]);
    expect(rows.map(({ tiers }) => tiers)).toEqual([[['a'], ['b']]]);
    expect(counts).toMatchObject({ preferences: 5, repeated: 1, contradictions: 2, same: 1, rows: 1 });
  });

  test.each(['skip', 'together'] as const)(
    'an order counts beside a tie of its passages, ties: %s',
    (alignTies) => {
      for (const stated of [
        [tie('a', 'b'), better('a', 'b')],
        [better('a', 'b'), tie('b', 'a')],
        [tie('b', 'a'), better('a', 'b')],
      ])
        expect(tiersOf(stated, { alignTies })).toEqual([[['a'], ['b']]]);
    },
  );

  test('queries of evaluation data', () => {
    const preferences = [better('a', 'b'), better('a', 'b', { query: 'other' })];
    const { rows, counts } = planAlignment(
      preferences,
      { alignTies: 'skip', alignLists: 'pairs' },
      (query) => query === textHash('q'),
    );
    expect(rows.map(({ query }) => query)).toEqual(['other']);
    expect(counts.evaluated).toBe(1);
  });
});

describe('lists', () => {
  const lists = { alignLists: 'lists' } as const;

  test('pairs of neighbours, with those that follow from them, make one list', () => {
    const chain = [better('b', 'c'), better('a', 'b'), better('a', 'c')];
    expect(tiersOf(chain, lists)).toEqual([[['a'], ['b'], ['c']]]);
    expect(tiersOf(chain)).toHaveLength(3);
  });

  test('what fits several orders, goes in a circle or is of no use as a whole stays in pairs', () => {
    expect(tiersOf([better('a', 'b'), better('a', 'c')], lists)).toHaveLength(2);
    const circle = plan([better('a', 'b'), better('b', 'c'), better('c', 'a')], lists);
    expect(circle.counts).toMatchObject({ circles: 1, rows: 3, lists: 0 });
    expect(tiersOf([better('a', 'b'), better('b', 'c', { neither: true })], lists)).toHaveLength(2);
  });
});

test('the labelled passage joins the first tier, unless the row has it or neither answers', () => {
  const [row] = plan([better('a', 'b')]).rows;
  const [none] = plan([better('a', 'b', { neither: true })]).rows;
  if (row === undefined || none === undefined) throw new Error('no row');
  expect(withLabelled(row, 'gold').tiers).toEqual([['a', 'gold'], ['b']]);
  expect(withLabelled(row, 'b')).toBe(row);
  expect(withLabelled(row, undefined)).toBe(row);
  expect(withLabelled(none, 'gold')).toBe(none);
  expect(asTrainingRow(withLabelled(row, 'gold'))).toMatchObject({
    positives: ['a'],
    negatives: ['gold', 'b'],
  });
});
