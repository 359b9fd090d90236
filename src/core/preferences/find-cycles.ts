/** Passages of which each is preferred to another of them, all the way round: no ranking agrees with that. */
export interface Cycle {
  /** In the order of first appearance. */
  readonly members: readonly string[];
  /** A shortest way round from the first member: each is preferred to the next, and the last to the first. */
  readonly path: readonly string[];
}

/**
 * The strongly connected components with at least two members of the graph whose edges lead from winners to losers
 * (Tarjan 1972, without recursion). Two opposite preferences are a cycle of two.
 */
export function findCycles(edges: readonly (readonly [winner: string, loser: string])[]): Cycle[] {
  const losers = new Map<string, Set<string>>();
  for (const [winner, loser] of edges) {
    losers.set(winner, (losers.get(winner) ?? new Set()).add(loser));
    if (!losers.has(loser)) losers.set(loser, new Set());
  }
  const places = new Map([...losers.keys()].map((name, at) => [name, at]));
  const placeOf = (name: string): number => places.get(name) ?? 0;
  return components(losers)
    .filter((members) => members.length > 1)
    .map((members) => members.sort((a, b) => placeOf(a) - placeOf(b)))
    .sort(([a = ''], [b = '']) => placeOf(a) - placeOf(b))
    .map((members) => ({ members, path: wayRound(members, losers) }));
}

interface Visit {
  readonly name: string;
  readonly rest: Iterator<string>;
}

function components(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const enter = (name: string): Visit => {
    order.set(name, order.size);
    lowest.set(name, order.size - 1);
    open.push(name);
    isOpen.add(name);
    return { name, rest: (graph.get(name) ?? new Set<string>()).values() };
  };
  const lower = (name: string, to: number): void => {
    lowest.set(name, Math.min(lowest.get(name) ?? to, to));
  };
  const leave = (name: string): void => {
    if (lowest.get(name) !== order.get(name)) return;
    const members = open.splice(open.lastIndexOf(name));
    for (const member of members) isOpen.delete(member);
    found.push(members);
  };
  for (const start of graph.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.name, lowest.get(top.name) ?? 0);
        leave(top.name);
      } else if (!order.has(next.value)) path.push(enter(next.value));
      else if (isOpen.has(next.value)) lower(top.name, order.get(next.value) ?? 0);
    }
  }
  return found;
}

/** Breadth first from the first member back to itself. */
function wayRound(members: readonly string[], graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const [start = ''] = members;
  const inside = new Set(members);
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const next of graph.get(name) ?? []) {
      if (next === start) return pathTo(name, cameFrom);
      if (!inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  }
  return [...members]; // unreachable: every member of a component leads back to each other
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path: string[] = [];
  for (let name: string | undefined = end; name !== undefined; name = cameFrom.get(name)) path.push(name);
  return path.reverse();
}
