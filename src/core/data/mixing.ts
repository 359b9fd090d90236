import { InputError } from '../input-error';
import type { MixRatios } from './mixing-ratios';
import type { RowGroup, RowGroups } from './row-groups';

/** A group of rows in a mix. */
export interface MixedGroup extends RowGroup {
  /** Its part of an epoch, in the units of the other ratios; 0 leaves the group out. */
  readonly ratio: number;
  /** Its rows in every epoch. Where there are more, they take turns over the epochs. */
  readonly perEpoch: number;
}

/** What the sampler needs to keep a mix. */
export interface Mix {
  /** Rows of each group in every epoch. */
  readonly perEpoch: readonly number[];
  /** The place in `perEpoch` of each row's group. */
  readonly ofRow: Int32Array;
}

/**
 * How many rows of each group an epoch has: as many as the ratios permit without repeating a row, so that the group that
 * is scarcest for its ratio is used whole. Groups without a ratio are left out; one with a ratio has at least one row.
 */
export function mixGroups(groups: readonly RowGroup[], ratios: MixRatios): readonly MixedGroup[] {
  const withRatios = groups.map((group) => ({ ...group, ratio: ratios.get(group.name) ?? 0 }));
  const wanted = withRatios.filter(({ ratio, rows }) => ratio > 0 && rows > 0);
  const unit = wanted.reduce((least, { rows, ratio }) => Math.min(least, rows / ratio), Infinity);
  return withRatios.map((group) => ({
    ...group,
    perEpoch: wanted.includes(group) ? Math.min(group.rows, Math.max(1, Math.round(unit * group.ratio))) : 0,
  }));
}

/**
 * The mix of an epoch, and what a note of the run says of it.
 * @throws InputError for a ratio of a group that does not exist, naming those that do
 */
export function planMix({ groups, ofRow }: RowGroups, ratios: MixRatios): { mix: Mix; notes: string[] } {
  const names = groups.map(({ name, rows }) => `"${name}" (${rows} rows)`).join(', ');
  for (const [name, ratio] of ratios)
    if (ratio > 0 && !groups.some((group) => group.name === name))
      throw new InputError(
        'settings',
        `mix: there are no rows of "${name}" to train on. There are rows of ${names}.`,
      );
  const mixed = mixGroups(groups, ratios);
  return { mix: { perEpoch: mixed.map(({ perEpoch }) => perEpoch), ofRow }, notes: describeMix(mixed) };
}

/** "Mix: an epoch has 120 human rows (33 %) and ...", what takes turns, and what is left out. */
export function describeMix(mixed: readonly MixedGroup[]): string[] {
  const total = mixed.reduce((sum, { perEpoch }) => sum + perEpoch, 0);
  const used = mixed.filter(({ perEpoch }) => perEpoch > 0);
  const parts = used.map(
    ({ name, perEpoch }) => `${perEpoch} "${name}" (${Math.round((100 * perEpoch) / total)} %)`,
  );
  const turns = used
    .filter(({ perEpoch, rows }) => perEpoch < rows)
    .map(({ name, rows }) => `the ${rows} of "${name}"`);
  const left = mixed.filter(({ perEpoch }) => perEpoch === 0).map(({ name, rows }) => `${rows} of "${name}"`);
  const turning =
    turns.length === 0 ? '' : ` Rows take turns over the epochs where there are more: ${turns.join(', ')}.`;
  const leaving = left.length === 0 ? '' : ` Left out: ${left.join(', ')}.`;
  return [`Mix: an epoch has ${total} rows, ${parts.join(', ')}.${turning}${leaving}`];
}
