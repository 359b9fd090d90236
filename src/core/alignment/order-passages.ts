/** A passage is better than another. */
export interface Better {
  readonly better: number;
  readonly worse: number;
}

/**
 * Puts passages that are compared in pairs in order. Each group of passages that comparisons link comes by itself.
 * `order`: the one order, best first, that follows from the comparisons of neighbours; null where several orders fit,
 * or none does, because the comparisons go in a circle (`circle`).
 */
export function orderPassages(pairs: readonly Better[]): {
  readonly order: readonly number[] | null;
  readonly circle: boolean;
  readonly pairs: readonly number[];
}[] {
  return linked(pairs).map((group) => {
    const own = group.map((at) => pairs[at]).filter((pair) => pair !== undefined);
    const sorted = topological(own);
    if (sorted === null) return { order: null, circle: true, pairs: group };
    const known = new Set(own.map(({ better, worse }) => `${better} ${worse}`));
    const chain = sorted.every((item, i) => i === 0 || known.has(`${sorted[i - 1]} ${item}`));
    return { order: chain ? sorted : null, circle: false, pairs: group };
  });
}

/** Places of the pairs, by the group of passages they are about. */
function linked(pairs: readonly Better[]): number[][] {
  const root = new Map<number, number>();
  const find = (item: number): number => {
    let at = item;
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up;
    return at;
  };
  for (const { better, worse } of pairs) root.set(find(better), find(worse));
  const groups = new Map<number, number[]>();
  pairs.forEach(({ better }, at) => {
    const group = groups.get(find(better));
    if (group) group.push(at);
    else groups.set(find(better), [at]);
  });
  return [...groups.values()];
}

/** Best first; null for a circle. Kahn 1962. */
function topological(pairs: readonly Better[]): number[] | null {
  const above = new Map<number, number>();
  for (const { better, worse } of pairs) {
    above.set(better, above.get(better) ?? 0);
    above.set(worse, (above.get(worse) ?? 0) + 1);
  }
  const free = [...above].flatMap(([item, count]) => (count === 0 ? [item] : []));
  const order: number[] = [];
  for (let item = free.shift(); item !== undefined; item = free.shift()) {
    order.push(item);
    for (const { better, worse } of pairs) {
      if (better !== item) continue;
      const left = (above.get(worse) ?? 0) - 1;
      above.set(worse, left);
      if (left === 0) free.push(worse);
    }
  }
  return order.length === above.size ? order : null;
}
