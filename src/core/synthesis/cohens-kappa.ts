/** How far two judges agree on the same items. */
export interface Agreement {
  readonly items: number;
  readonly agreed: number;
  /** Agreement beyond chance, 1 at most; null without items, or where chance alone agrees always. */
  readonly kappa: number | null;
}

/**
 * Raw agreement, and Cohen's kappa (p_o - p_e) / (1 - p_e), where p_e is the agreement of two judges who draw their
 * verdicts at random, each in the proportions of their own [Cohen 1960].
 */
export function cohensKappa<V>(verdicts: readonly (readonly [first: V, second: V])[]): Agreement {
  const items = verdicts.length;
  const agreed = verdicts.filter(([first, second]) => first === second).length;
  const firsts = countOf(verdicts.map(([first]) => first));
  const seconds = countOf(verdicts.map(([, second]) => second));
  let chance = 0;
  for (const [verdict, count] of firsts) chance += (count * (seconds.get(verdict) ?? 0)) / items ** 2;
  const kappa = items === 0 || chance === 1 ? null : (agreed / items - chance) / (1 - chance);
  return { items, agreed, kappa };
}

function countOf<V>(verdicts: readonly V[]): Map<V, number> {
  const counts = new Map<V, number>();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return counts;
}
