/**
 * How many rows of each group every batch has: those of an epoch spread as evenly as whole numbers allow, so that no
 * batch is more than a row from its share.
 * @param sizes rows of each batch
 * @param perEpoch rows of each group; their sum is that of `sizes`
 * @returns for each batch the rows of each group
 */
export function shareOut(sizes: readonly number[], perEpoch: readonly number[]): number[][] {
  const total = perEpoch.reduce((sum, rows) => sum + rows, 0);
  const quotas = sizes.map((size) => perEpoch.map((rows) => Math.floor((size * rows) / total)));
  const left = perEpoch.map((rows, group) => rows - sum(quotas.map((quota) => quota[group] ?? 0)));
  // Whoever is owed most gets the next place: a choice of one row per group and batch always comes out (Gale and Ryser).
  quotas.forEach((quota, batch) => {
    const open = (sizes[batch] ?? 0) - sum(quota);
    const neediest = left.map((_, group) => group).sort((a, b) => (left[b] ?? 0) - (left[a] ?? 0));
    for (const group of neediest.slice(0, open)) {
      quota[group] = (quota[group] ?? 0) + 1;
      left[group] = (left[group] ?? 0) - 1;
    }
  });
  return quotas;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
