/** Which of a number of things belong together. */
export interface DisjointSets {
  /** Puts two things, with all that belongs to either, into one set. */
  join(a: number, b: number): void;
  /** The thing that stands for the set of `a`: the same for all its members. */
  find(a: number): number;
}

/** `count` things, each alone. Union by size with path halving [Tarjan and van Leeuwen 1984]. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = Int32Array.from({ length: count }, (_, i) => i);
  const sizes = new Int32Array(count).fill(1);
  const find = (a: number): number => {
    let at = a;
    for (;;) {
      const parent = parents[at] ?? at;
      if (parent === at) return at;
      const above = parents[parent] ?? parent;
      parents[at] = above;
      at = above;
    }
  };
  return {
    find,
    join(a, b) {
      const [first, second] = [find(a), find(b)];
      if (first === second) return;
      const [small, large] = (sizes[first] ?? 0) < (sizes[second] ?? 0) ? [first, second] : [second, first];
      parents[small] = large;
      sizes[large] = (sizes[large] ?? 0) + (sizes[small] ?? 0);
    },
  };
}
