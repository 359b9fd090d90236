import { createRandom } from '../random/random';

/**
 * What statistics of two groups are by chance: the 95 % quantile of each over seeded random splits of all members into
 * groups of the same sizes.
 * @param statistics of a split: the first `sizes[0]` members of `order` are the one group, the others the other
 */
export async function permutationChance(
  statistics: (order: Int32Array) => readonly number[],
  sizes: readonly [number, number],
  given: { readonly rounds: number; readonly seed: number; readonly pause: () => Promise<void> },
): Promise<number[]> {
  const random = createRandom(given.seed);
  const members = Array.from({ length: sizes[0] + sizes[1] }, (_, member) => member);
  const drawn: number[][] = [];
  for (let round = 0; round < given.rounds; round++) {
    await given.pause();
    statistics(Int32Array.from(random.shuffle(members))).forEach((value, at) =>
      (drawn[at] ??= []).push(value),
    );
  }
  return drawn.map((values) => values.sort((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? 0);
}
