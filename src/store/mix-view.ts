import { mixGroups, type MixedGroup } from '../core/data/mixing';
import { formatMix, parseMix } from '../core/data/mixing-ratios';
import type { GroupedBy, RowGroup } from '../core/data/row-groups';
import type { Settings } from '../core/settings/settings';
import type { TrainingDataReport } from '../engine/protocol/data';
import type { DoctorReport } from '../engine/protocol/doctor';
import type { App } from './app';

/** The groups of the open rows, of which a mix can be made. */
export type MixableGroups = Readonly<Record<GroupedBy, readonly RowGroup[]>>;

/** The mix that the settings ask for, on the rows that were read. */
export interface MixView {
  /** By what there is more than one group. */
  readonly choices: readonly GroupedBy[];
  readonly by: GroupedBy;
  readonly mixing: boolean;
  /** Without a mix with a ratio of 0 and all their rows in every epoch. */
  readonly groups: readonly MixedGroup[];
  /** Rows of an epoch. */
  readonly total: number;
  /** Groups of the mix that these rows do not have. */
  readonly missing: readonly string[];
}

/** By paradigm, where the files name any, and by file. */
export function mixableGroups(
  { files }: Pick<TrainingDataReport, 'files'>,
  report: Pick<DoctorReport, 'overview'> | null,
): MixableGroups {
  const named = files.map(({ file, rows }) => ({ name: file, rows }));
  return { paradigm: report?.overview.paradigms ?? [], file: named.filter(({ rows }) => rows > 0) };
}

/** Null where there is nothing to mix: one group, and settings that ask for none. */
export function mixView(
  groups: MixableGroups,
  { mix, mixBy }: Pick<Settings, 'mix' | 'mixBy'>,
): MixView | null {
  const choices = (['paradigm', 'file'] as const).filter((by) => groups[by].length > 1);
  const ratios = parseMix(mix);
  const mixing = ratios.size > 0;
  const [first] = choices;
  if (first === undefined && !mixing) return null;
  const by = mixing || choices.includes(mixBy) ? mixBy : (first ?? mixBy);
  const mixed = mixing
    ? mixGroups(groups[by], ratios)
    : groups[by].map((group) => ({ ...group, ratio: 0, perEpoch: group.rows }));
  const names = new Set(groups[by].map(({ name }) => name));
  return {
    choices,
    by,
    mixing,
    groups: mixed,
    total: mixed.reduce((sum, { perEpoch }) => sum + perEpoch, 0),
    missing: [...ratios].flatMap(([name, ratio]) => (ratio > 0 && !names.has(name) ? [name] : [])),
  };
}

type Edited = Pick<App, 'settings'>;

/** As many rows of each group as of any other. */
export function mixEqually({ settings }: Edited, by: GroupedBy, groups: readonly RowGroup[]): void {
  settings.edit('mixBy', by);
  settings.edit('mix', formatMix(new Map(groups.map(({ name }) => [name, 1]))));
}

/** All rows again. */
export function stopMixing({ settings }: Edited): void {
  settings.edit('mix', '');
}

/** Changes one ratio of the view; gives what is wrong with it, where it cannot be. */
export function changeRatio(
  { settings }: Edited,
  { groups }: Pick<MixView, 'groups'>,
  name: string,
  text: string,
): string | undefined {
  const ratio = Number(text);
  if (text.trim() === '' || !Number.isFinite(ratio) || ratio < 0)
    return `The ratio of ${name} is not a number from 0: "${text}".`;
  const ratios = new Map(groups.map((group) => [group.name, group.name === name ? ratio : group.ratio]));
  if ([...ratios.values()].every((value) => value === 0))
    return 'Every ratio would be 0, so nothing would be left to train on.';
  settings.edit('mix', formatMix(ratios));
  return undefined;
}
