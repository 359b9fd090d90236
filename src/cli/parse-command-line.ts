import { InputError } from '../core/input-error.ts';
import { isSettingName, parseSettings } from '../core/settings/parse-settings.ts';
import type { Settings } from '../core/settings/settings.ts';
import { asTyped, inApp } from './flag-spelling.ts';
import { KEY_VARIABLES } from './llm-key.ts';
import {
  COMMANDS,
  isCommandName,
  REPEATABLE,
  type CommandDescription,
  type CommandName,
  type PathFlag,
} from './commands.ts';

/** What the user named; training data and evaluation sets may be given several times. */
export interface Paths {
  readonly data?: readonly string[];
  /** Which column of the training data holds what. */
  readonly map?: readonly string[];
  /** Texts to make rows from. */
  readonly documents?: readonly string[];
  readonly queries?: readonly string[];
  /** Prompts in the place of the default ones. */
  readonly prompts?: string;
  /** Replies of a language model that were saved before. */
  readonly replies?: readonly string[];
  /** Evaluation sets like the training data. */
  readonly eval?: readonly string[];
  /** Out-of-distribution evaluation sets. */
  readonly evalOut?: readonly string[];
  /** Preferences to align with. */
  readonly preferences?: readonly string[];
  /** Run files to measure instead of a model. */
  readonly run?: readonly string[];
  /** Judgements for them. */
  readonly qrels?: readonly string[];
  readonly out?: string;
}

export type CommandLine =
  | { readonly kind: 'help'; readonly command?: CommandName }
  | {
      readonly kind: 'run';
      readonly command: CommandName;
      readonly paths: Paths;
      readonly settings: Settings;
      /** Replace the output of an earlier run. */
      readonly force: boolean;
    };

/**
 * Reads the words after `kennel`: a command, then flags as `--name value` or `--name=value`. A setting may be
 * written as in the app (`--evalEvery`) or with dashes (`--eval-every`); a yes/no setting needs no value.
 * Throws InputError naming the flag, or the command.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return { kind: 'help' };
  if (!isCommandName(name))
    throw new InputError(name, `there is no such command; there are ${Object.keys(COMMANDS).join(', ')}`);
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command: name };
  return parseFlags(name, COMMANDS[name], readFlags(rest));
}

function parseFlags(
  command: CommandName,
  description: CommandDescription,
  flags: readonly Flag[],
): CommandLine {
  const paths: { [F in Exclude<PathFlag, 'out' | 'prompts'>]?: string[] } & {
    [F in 'out' | 'prompts']?: string;
  } = {};
  const settings: Record<string, string> = {};
  for (const { name: flag, value } of flags) {
    refuseKey(flag);
    const path = description.paths.find((known) => known === flag);
    if (path === 'out' || path === 'prompts') paths[path] = pathValue(flag, value);
    else if (path !== undefined) (paths[path] ??= []).push(pathValue(flag, value));
    else if (flag === 'force' && description.paths.includes('out')) checkBare(flag, value);
    else if (isSettingName(flag) && description.settings.includes(flag)) settings[flag] = value;
    else throw new InputError(`--${flag}`, `"${command}" has no such flag; see ${command} --help`);
  }
  checkNeeds(command, description, paths);
  const parsed = parseSettings(settings);
  const [problem] = parsed.problems;
  if (problem !== undefined) throw new InputError(`--${problem.name}`, problem.reason);
  return {
    kind: 'run',
    command,
    paths,
    settings: parsed.settings,
    force: flags.some(({ name }) => name === 'force'),
  };
}

/** A key on the command line would be seen by other users of the machine and kept in the shell's history. */
function refuseKey(flag: string): void {
  if (/^(llm|openai|api)*(api)?key$/i.test(flag))
    throw new InputError(
      `--${asTyped(flag)}`,
      `a key is never a flag, where others can read it: put it into the environment variable ${KEY_VARIABLES.join(' or ')}`,
    );
}

function pathValue(flag: string, value: string): string {
  const what = flag === 'map' ? 'ROLE=COLUMN' : 'a file or folder';
  if (value === '') throw new InputError(`--${flag}`, `${what} is missing after it`);
  return value;
}

function checkBare(flag: string, value: string): void {
  if (value !== '') throw new InputError(`--${flag}`, `takes no value, but "${value}" follows`);
}

function checkNeeds(command: CommandName, description: CommandDescription, paths: Paths): void {
  for (const choices of description.needs)
    if (!choices.some((flag) => paths[flag] !== undefined))
      throw new InputError(choices.map((flag) => `--${asTyped(flag)}`).join(' or '), `"${command}" needs it`);
}

interface Flag {
  /** In the app's spelling. */
  readonly name: string;
  /** '' where no value followed. */
  readonly value: string;
}

function readFlags(words: readonly string[]): Flag[] {
  const flags: Flag[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) throw new InputError(word, 'a flag such as --data was expected here');
    const equals = word.indexOf('=');
    const name = inApp(word.slice(2, equals < 0 ? undefined : equals));
    if (!REPEATABLE.some((flag) => flag === name) && flags.some((flag) => flag.name === name))
      throw new InputError(`--${name}`, 'was given twice');
    const next = words[i + 1];
    if (equals >= 0) flags.push({ name, value: word.slice(equals + 1) });
    else if (next !== undefined && !next.startsWith('--')) {
      flags.push({ name, value: next });
      i++;
    } else flags.push({ name, value: '' });
  }
  return flags;
}
