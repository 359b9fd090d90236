/** Jensen-Shannon divergence, base 2 (0 to 1), of two distributions given as counts of the same things (Lin 1991). */
export function jensenShannon(a: Float64Array, b: Float64Array): number {
  const [ofA, ofB] = [total(a), total(b)];
  if (ofA === 0 || ofB === 0) return ofA === ofB ? 0 : 1;
  let divergence = 0;
  for (let at = 0; at < a.length; at++) {
    const [p, q] = [(a[at] ?? 0) / ofA, (b[at] ?? 0) / ofB];
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p / 2) * Math.log2(p / middle);
    if (q > 0) divergence += (q / 2) * Math.log2(q / middle);
  }
  return Math.max(0, divergence);
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
