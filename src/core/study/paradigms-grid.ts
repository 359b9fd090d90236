import { formatMix } from '../data/mixing-ratios';
import { UNSTATED_PARADIGM } from '../data/row-groups';
import type { StudyFacts, StudyGrid, StudyVariant } from './variant';

/** The paradigm of passages that people wrote. */
const HUMAN = 'human';

/** Parts of synthetic rows to one of human rows. */
const RATIOS = [1, 3] as const;

/** No row is repeated within an epoch, so each variant has as many as its scarcest group permits. */
const SIZES =
  'The variants of the grid of paradigms differ in the rows of an epoch and in steps, which stand beside each: a difference may come from the size.';

/**
 * Each way in which passages were made by itself, then human rows mixed with those of each other way. Only where the rows
 * say how they were made.
 */
export function paradigmsGrid({ paradigms }: Pick<StudyFacts, 'paradigms'>): StudyGrid {
  const stated = paradigms.filter(({ name }) => name !== UNSTATED_PARADIGM).map(({ name }) => name);
  if (stated.length < 2) return { name: 'paradigms', variants: [], notes: [tooFew(stated)] };
  const alone = stated.map((name) => mixed(`${name} only`, [[name, 1]]));
  const others = stated.filter((name) => name !== HUMAN);
  if (others.length === stated.length)
    return {
      name: 'paradigms',
      variants: alone,
      notes: [
        SIZES,
        `No row says that its passage is "${HUMAN}", so nothing is mixed with rows that people wrote.`,
      ],
    };
  const mixes = others.flatMap((name) =>
    RATIOS.map((parts) =>
      mixed(`${HUMAN} + ${name}, 1 to ${parts}`, [
        [HUMAN, 1],
        [name, parts],
      ]),
    ),
  );
  return { name: 'paradigms', variants: [...alone, ...mixes], notes: [SIZES] };
}

function mixed(name: string, ratios: readonly (readonly [group: string, parts: number])[]): StudyVariant {
  const mix = formatMix(new Map(ratios));
  return { id: mix, name, change: { mixBy: 'paradigm', mix }, aligned: false };
}

function tooFew([only]: readonly string[]): string {
  if (only === undefined)
    return 'The grid of paradigms is left out: no training row says how its passage was made ("paradigm").';
  return `The grid of paradigms is left out: the passages of all rows that say so were made in one way ("${only}").`;
}
