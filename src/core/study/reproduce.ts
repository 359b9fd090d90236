import { settingsToStrings } from '../settings/parse-settings';
import type { SettingGroup } from '../settings/setting';
import { SETTINGS, type SettingName, type Settings } from '../settings/settings';
import { runSettings, type StudyRun } from './design-study';

/** What the commands name, as a person would type it. */
export interface StudySources {
  readonly data: readonly string[];
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
  const flags = Object.entries(changed).filter(([name]) => inGroups(name, OF_TRAINING));
  if (!run.aligned) return [commandLine('train', [...pathsOf(sources), ...flags, ['out', out]])];
  const first = `${out}-distilled`;
  const preferences = sources.preferences.map((path): [string, string] => ['preferences', path]);
  const ofAlignment = Object.entries(changed).filter(
    ([name]) => name !== 'model' && inGroups(name, [...OF_TRAINING, 'alignment']),
  );
  const model: [string, string] = ['model', `${first}/model`];
  return [
    commandLine('train', [...pathsOf(sources), ...flags, ['out', first]]),
    commandLine('align', [model, ...preferences, ...pathsOf(sources), ...ofAlignment, ['out', out]]),
  ];
}

/** The groups of settings that the command `train` takes. */
const OF_TRAINING: readonly SettingGroup[] = ['model', 'data', 'training', 'evaluation', 'device'];

function inGroups(name: string, groups: readonly SettingGroup[]): boolean {
  return groups.includes(SETTINGS[name as SettingName].group); // a name that settingsToStrings gave
}

function pathsOf({ data, eval: within, evalOut }: StudySources): [string, string][] {
  return [
    ...data.map((path): [string, string] => ['data', path]),
    ...within.map((path): [string, string] => ['eval', path]),
    ...evalOut.map((path): [string, string] => ['evalOut', path]),
  ];
}

export function commandLine(command: string, flags: readonly (readonly [string, string])[]): string {
  const words = flags.flatMap(([name, value]) => [`--${name}`, quoted(value)]);
  return ['npm run kennel --', command, ...words].join(' ');
}

/** As a POSIX shell reads it back. */
function quoted(value: string): string {
  return /^[\w./:=@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
