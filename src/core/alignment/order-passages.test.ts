import { expect, test } from 'vitest';
import { orderPassages } from './order-passages';

const better = (...pairs: (readonly [number, number])[]) =>
  orderPassages(pairs.map(([first, second]) => ({ better: first, worse: second })));

test('comparisons of neighbours give one order, whatever their own order', () => {
  expect(better([2, 3], [1, 2], [3, 4])).toEqual([{ order: [1, 2, 3, 4], circle: false, pairs: [0, 1, 2] }]);
  // A comparison that skips one changes nothing.
  expect(better([1, 2], [2, 3], [1, 3])[0]?.order).toEqual([1, 2, 3]);
});

test('where several orders fit there is none', () => {
  expect(better([1, 2], [1, 3])).toEqual([{ order: null, circle: false, pairs: [0, 1] }]);
  expect(better([1, 3], [2, 3])[0]?.order).toBeNull();
});

test('a circle has no order and is told', () => {
  expect(better([1, 2], [2, 3], [3, 1])).toEqual([{ order: null, circle: true, pairs: [0, 1, 2] }]);
  expect(better([0, 1], [1, 2], [2, 1])[0]).toMatchObject({ order: null, circle: true });
});

test('passages that no comparison links are groups of their own', () => {
  const groups = better([1, 2], [8, 9], [2, 3]);
  expect(groups.map(({ order, pairs }) => [order, pairs])).toEqual([
    [
      [1, 2, 3],
      [0, 2],
    ],
    [[8, 9], [1]],
  ]);
  expect(better()).toEqual([]);
});

test('an order that was cut into pairs is found again (200 random ones, seed 5)', () => {
  let state = 5;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 200; round++) {
    const order = Array.from({ length: 2 + random(6) }, (_, i) => 10 * i + random(10));
    const pairs = order.slice(1).map((item, i) => ({ better: order[i] ?? -1, worse: item }));
    pairs.sort(() => random(3) - 1);
    expect(orderPassages(pairs).map((group) => group.order)).toEqual([order]);
  }
});
