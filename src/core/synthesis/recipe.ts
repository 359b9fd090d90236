import { SYNTHESIS_SETTINGS } from '../settings/synthesis-settings';
import type { Settings } from '../settings/settings';
import { placeholdersIn, promptFaults } from './prompts';
import type { Prompts } from './prompt';
import { madeFrom, usesModel } from './paradigms';
import { usedPurposes } from './used-purposes';

/** The settings that decide what rows are made. */
export type SynthesisSettings = Pick<
  Settings,
  | keyof typeof SYNTHESIS_SETTINGS
  | 'temperatureReasoning'
  | 'temperatureWriting'
  | 'temperatureQueries'
  | 'temperatureJudging'
  | 'llmMaxTokens'
  | 'seed'
>;

const NAMES: readonly (keyof SynthesisSettings)[] = [
  ...(Object.keys(SYNTHESIS_SETTINGS) as (keyof typeof SYNTHESIS_SETTINGS)[]), // the object has no other keys
  'temperatureReasoning',
  'temperatureWriting',
  'temperatureQueries',
  'temperatureJudging',
  'llmMaxTokens',
  'seed',
];

/** How rows are made: all of it that is no text of the user's. */
export interface Recipe {
  readonly settings: SynthesisSettings;
  readonly prompts: Prompts;
}

/** The part of the settings that a recipe keeps. */
export function recipeOf(settings: Settings, prompts: Prompts): Recipe {
  const kept = Object.fromEntries(NAMES.map((name) => [name, settings[name]]));
  return { settings: kept as SynthesisSettings, prompts }; // exactly the names of its type
}

/**
 * What keeps a recipe from being carried out, in a sentence; undefined when nothing does.
 */
export function recipeFault({ settings, prompts }: Recipe): string | undefined {
  const { synthesisFrom: from, synthesisMethod: method } = settings;
  if (!madeFrom(method).includes(from))
    return from === 'queries'
      ? 'This method makes rows from documents: choose "Documents" to make rows from, or another method.'
      : 'Labelled pairs as they are come from queries: choose "Queries" to make rows from, or another method.';
  if (!usesModel(method)) return undefined;
  // A prompt that this work does not use may be as it is.
  const used = usedPurposes(settings);
  for (const purpose of used) {
    const [fault] = promptFaults(prompts[purpose]);
    if (fault !== undefined) return `The prompt "${purpose}" cannot be used. ${fault}`;
  }
  if (method === 'zero-shot') return undefined;
  const shown = used.map((purpose) => prompts[purpose]);
  if (shown.some(({ user, system }) => placeholdersIn(system + user).has('exemplars'))) return undefined;
  return 'This method shows the model examples, but no prompt in use has the placeholder {{exemplars}}. Have a passage or a hard negative written, or choose the method without examples.';
}
