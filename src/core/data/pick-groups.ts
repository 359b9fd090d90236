/** Queries taken, whole groups where that was possible. */
export interface PickedGroups {
  /** The queries for each wanted number. */
  readonly parts: readonly (readonly number[])[];
  /** Queries of the largest group that had to be broken; 0 where none was. */
  readonly broken: number;
}

/** A part may fall short of its number by this share before a group is broken for it. */
const TOLERANCE = 0.1;

/**
 * Takes whole groups, in the order given, until each part has about the wanted number of queries. Groups that are too
 * large for what is still wanted are passed over; where the others do not suffice, the smallest of those left is broken,
 * and only some of its queries are taken.
 */
export function pickGroups(groups: readonly (readonly number[])[], wanted: readonly number[]): PickedGroups {
  let left = [...groups];
  let broken = 0;
  const parts = wanted.map((number) => {
    const picked: number[] = [];
    left = left.filter((group) => {
      const fits = picked.length + group.length <= number;
      if (fits) picked.push(...group);
      return !fits;
    });
    const missing = number - picked.length;
    const smallest = smallestOf(left);
    if (smallest === undefined || (picked.length > 0 && missing <= TOLERANCE * number)) return picked;
    broken = Math.max(broken, smallest.length);
    left = [...left.filter((group) => group !== smallest), smallest.slice(missing)];
    return [...picked, ...smallest.slice(0, missing)];
  });
  return { parts, broken };
}

function smallestOf(groups: readonly (readonly number[])[]): readonly number[] | undefined {
  let smallest = groups[0];
  for (const group of groups) if (group.length < (smallest?.length ?? 0)) smallest = group;
  return smallest;
}
