import { settingsToStrings } from '../settings/parse-settings';
import { RUN_GROUPS } from '../settings/run-groups';
import type { SettingGroup } from '../settings/setting';
import { SETTINGS, type SettingName, type Settings } from '../settings/settings';
import { runSettings, type StudyRun } from './design-study';

/** What the commands name, as a person would type it. */
export interface StudySources {
  readonly data: readonly string[];
  /** Which column of the data holds what, as `--map` takes it. */
  readonly map: readonly string[];
  /** Documents to mine from. */
  readonly documents: readonly string[];
  readonly eval: readonly string[];
  readonly evalOut: readonly string[];
  /** Files of preferences, for runs that are aligned. */
  readonly preferences: readonly string[];
}

/** What the commands of a study share. */
export interface CommandContext {
  readonly settings: Settings;
  readonly sources: StudySources;
}

/** The commands that give the figures of a run with one seed by themselves: a training and, for some, an alignment. */
export function cellCommands(
  run: Pick<StudyRun, 'id' | 'change' | 'aligned'>,
  seed: number,
  { settings, sources }: CommandContext,
): string[] {
  const out = `${run.id.replaceAll(/[^\w-]+/g, '-')}-${String(seed)}`;
  const changed = { ...settingsToStrings(runSettings(settings, run, seed)), seed: String(seed) };
  const flags = Object.entries(changed).filter(([name]) => inGroups(name, RUN_GROUPS));
  if (!run.aligned) return [commandLine('train', [...pathsOf(sources), ...flags, ['out', out]])];
  const first = `${out}-distilled`;
  const preferences = sources.preferences.map((path): [string, string] => ['preferences', path]);
  const ofAlignment = Object.entries(changed).filter(
    ([name]) => name !== 'model' && inGroups(name, [...RUN_GROUPS, 'alignment']),
  );
  const model: [string, string] = ['model', `${first}/model`];
  return [
    commandLine('train', [...pathsOf(sources), ...flags, ['out', first]]),
    commandLine('align', [model, ...preferences, ...pathsOf(sources), ...ofAlignment, ['out', out]]),
  ];
}

function inGroups(name: string, groups: readonly SettingGroup[]): boolean {
  return groups.includes(SETTINGS[name as SettingName].group); // a name that settingsToStrings gave
}

function pathsOf(sources: StudySources): [string, string][] {
  const names = ['data', 'map', 'documents', 'eval', 'evalOut'] as const;
  return names.flatMap((name) => sources[name].map((path): [string, string] => [name, path]));
}

export function commandLine(command: string, flags: readonly (readonly [string, string])[]): string {
  const words = flags.flatMap(([name, value]) => [`--${name}`, quoted(value)]);
  return ['npm run kennel --', command, ...words].join(' ');
}

/** As a POSIX shell reads it back. */
function quoted(value: string): string {
  return /^[\w./:=@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
