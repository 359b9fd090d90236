/**
 * Heights of labels beside a chart: each as near to where it belongs as the others and the ends allow. Answers in
 * the order of `wanted`; labels that don't fit between the ends overlap at the far one.
 */
export function spreadLabels(
  wanted: readonly number[],
  { gap, from, to }: { readonly gap: number; readonly from: number; readonly to: number },
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  // Two labels too close share the shift, so that both stay near their lines.
  order.forEach((label, rank) => {
    const before = order[rank - 1];
    if (before === undefined) return;
    const missing = gap - ((placed[label] ?? 0) - (placed[before] ?? 0));
    if (missing <= 0) return;
    placed[before] = (placed[before] ?? 0) - missing / 2;
    placed[label] = (placed[label] ?? 0) + missing / 2;
  });
  let end = to;
  for (const label of [...order].reverse()) {
    placed[label] = Math.min(placed[label] ?? 0, end);
    end = (placed[label] ?? 0) - gap;
  }
  let start = from;
  for (const label of order) {
    placed[label] = Math.min(to, Math.max(placed[label] ?? 0, start));
    start = (placed[label] ?? 0) + gap;
  }
  return placed;
}
