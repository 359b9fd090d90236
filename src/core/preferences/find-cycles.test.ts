import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { findCycles } from './find-cycles';

type Edge = readonly [string, string];

test('no cycle in an order, one in three that go round, and one in a contradiction', () => {
  const order: Edge[] = [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ];
  expect(findCycles(order)).toEqual([]);
  expect(
    findCycles([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
    ]),
  ).toEqual([{ members: ['a', 'b', 'c'], path: ['a', 'b', 'c'] }]);
  expect(
    findCycles([
      ['x', 'y'],
      ['a', 'b'],
      ['b', 'a'],
    ]),
  ).toEqual([{ members: ['a', 'b'], path: ['a', 'b'] }]);
});

test('a chain of twenty thousand that closes does not overflow', () => {
  const count = 20_000;
  const edges = Array.from({ length: count }, (_, i): Edge => [`${i}`, `${(i + 1) % count}`]);
  const [cycle] = findCycles(edges);
  expect(cycle?.members).toHaveLength(count);
  expect(cycle?.path.slice(0, 3)).toEqual(['0', '1', '2']);
});

/** Which nodes reach which, by closing the relation step by step (Warshall). */
function reachable(nodes: readonly string[], edges: readonly Edge[]): Set<string> {
  const reach = new Set(edges.map(([from, to]) => `${from}>${to}`));
  for (const via of nodes)
    for (const from of nodes)
      for (const to of nodes)
        if (reach.has(`${from}>${via}`) && reach.has(`${via}>${to}`)) reach.add(`${from}>${to}`);
  return reach;
}

test('500 random graphs against the closure of their edges (seed 11)', () => {
  const random = createRandom(11);
  let cyclic = 0;
  for (let round = 0; round < 500; round++) {
    const nodes = Array.from({ length: 2 + random.int(6) }, (_, i) => `n${i}`);
    const draw = (): string => nodes[random.int(nodes.length)] ?? '';
    const edges = Array.from({ length: random.int(12) }, (): Edge => [draw(), draw()]).filter(
      ([from, to]) => from !== to,
    );
    const reach = reachable(nodes, edges);
    const together = (a: string, b: string): boolean => reach.has(`${a}>${b}`) && reach.has(`${b}>${a}`);
    const found = findCycles(edges);
    const componentOf = new Map(found.flatMap(({ members }, at) => members.map((name) => [name, at])));
    for (const a of nodes)
      for (const b of nodes) {
        const same = componentOf.has(a) && componentOf.get(a) === componentOf.get(b);
        if (a !== b) expect(same, `round ${round}: ${a} ${b}`).toBe(together(a, b));
      }
    for (const { path } of found) {
      cyclic++;
      path.forEach((name, i) => {
        expect(edges).toContainEqual([name, path[(i + 1) % path.length]]);
      });
    }
  }
  expect(cyclic).toBeGreaterThan(100);
});
