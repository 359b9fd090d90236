import { settingsToStrings } from '../settings/parse-settings';
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

/** The command that trains a run with one seed by itself, to the same figures. */
export function trainCommand(
  run: Pick<StudyRun, 'id' | 'change'>,
  seed: number,
  { settings, sources }: { readonly settings: Settings; readonly sources: StudySources },
): string {
  const changed = { ...settingsToStrings(runSettings(settings, run, seed)), seed: String(seed) };
  const flags = Object.entries(changed).filter(([name]) => ofTraining(name));
  return commandLine('train', [
    ...pathsOf(sources),
    ...flags,
    ['out', `${run.id.replaceAll(/[^\w-]+/g, '-')}-${String(seed)}`],
  ]);
}

function pathsOf({ data, eval: within, evalOut }: StudySources): [string, string][] {
  return [
    ...data.map((path): [string, string] => ['data', path]),
    ...within.map((path): [string, string] => ['eval', path]),
    ...evalOut.map((path): [string, string] => ['evalOut', path]),
  ];
}

/** Settings of the groups that the command `train` takes. */
function ofTraining(name: string): boolean {
  const { group } = SETTINGS[name as SettingName]; // a name that settingsToStrings gave
  return ['model', 'data', 'training', 'evaluation', 'device'].includes(group);
}

export function commandLine(command: string, flags: readonly (readonly [string, string])[]): string {
  const words = flags.flatMap(([name, value]) => [`--${name}`, quoted(value)]);
  return ['npm run kennel --', command, ...words].join(' ');
}

/** As a POSIX shell reads it back. */
function quoted(value: string): string {
  return /^[\w./:=@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
