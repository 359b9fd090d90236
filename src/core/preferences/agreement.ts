/** How far two judges say the same of what both judged. */
export interface Agreement {
  readonly both: number;
  readonly agreed: number;
  /** Cohen's kappa: 0 is what chance would give, 1 is full; null without items, or where chance alone explains all. */
  readonly kappa: number | null;
}

/** Agreement over items that two judges each put into one of several categories (Cohen 1960). */
export function agreementOf(items: readonly (readonly [string, string])[]): Agreement {
  const both = items.length;
  const agreed = items.filter(([one, other]) => one === other).length;
  const ones = countBy(items.map(([one]) => one));
  const others = countBy(items.map(([, other]) => other));
  const chance = [...ones].reduce((sum, [name, count]) => sum + count * (others.get(name) ?? 0), 0);
  // Both shares times both squared, so that they are whole numbers and the comparison is exact.
  const room = both * both - chance;
  return { both, agreed, kappa: room === 0 ? null : (agreed * both - chance) / room };
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
