import { BASELINE_SETTING_NAMES } from '../core/settings/baseline-settings.ts';
import { MEASURE_SETTING_NAMES } from '../core/settings/measure-settings.ts';
import { RUN_GROUPS } from '../core/settings/run-groups.ts';
import type { SettingName } from '../core/settings/settings.ts';
import { SETTINGS, SETTING_NAMES } from '../core/settings/settings.ts';

/** The flags beside the settings. */
export type PathFlag =
  | 'data'
  | 'map'
  | 'documents'
  | 'queries'
  | 'prompts'
  | 'replies'
  | 'eval'
  | 'evalOut'
  | 'preferences'
  | 'run'
  | 'qrels'
  | 'out';

/** Those that may be given several times. */
export const REPEATABLE = [
  'data',
  'map',
  'documents',
  'queries',
  'replies',
  'eval',
  'evalOut',
  'preferences',
  'run',
  'qrels',
] as const satisfies readonly PathFlag[];

export interface CommandDescription {
  readonly summary: string;
  /** Each list: at least one of these must be given. */
  readonly needs: readonly (readonly PathFlag[])[];
  readonly paths: readonly PathFlag[];
  readonly settings: readonly SettingName[];
}

const inGroups = (...groups: readonly string[]): SettingName[] =>
  SETTING_NAMES.filter((name) => groups.includes(SETTINGS[name].group));

/** Groups of settings of a run and of the weights that it writes. */
const OF_TRAINING = [...RUN_GROUPS, 'export'];

/** What the headless command can do. */
export const COMMANDS = {
  train: {
    summary: 'Measure the baselines, train, measure again, write the weights and the records to OUT.',
    needs: [['data'], ['out']],
    paths: ['data', 'map', 'documents', 'eval', 'evalOut', 'out'],
    settings: inGroups(...OF_TRAINING),
  },
  synthesize: {
    summary:
      'Make training data of the queries of --queries or --data, or of --documents, with a language model or without one, and write OUT/synthetic.jsonl for train. The key of the model is taken from KENNEL_LLM_KEY, or from OPENAI_API_KEY for https://api.openai.com. Replies are kept in OUT.replies.jsonl until the work is done: the same command goes on where it stopped.',
    needs: [['data', 'documents', 'queries'], ['out']],
    paths: ['documents', 'queries', 'data', 'map', 'eval', 'evalOut', 'prompts', 'replies', 'out'],
    settings: [
      ...inGroups('synthesis', 'llm', 'model', 'device'),
      ...(['otherLayouts', 'titles', 'seed', 'ties', 'bm25Analysis', 'bm25K1', 'bm25B'] as const),
    ],
  },
  judge: {
    summary:
      "Pair the passages that --model ranks highest for the queries of --data, have a language model (or, with --judge labels, the data's labels) say which is better, and write OUT/preferences.jsonl for align. The key of the model is taken from KENNEL_LLM_KEY, or from OPENAI_API_KEY for https://api.openai.com. Replies are kept in OUT.replies.jsonl until the work is done: the same command goes on where it stopped.",
    needs: [['data'], ['out']],
    paths: ['data', 'map', 'documents', 'eval', 'evalOut', 'prompts', 'replies', 'out'],
    settings: [...inGroups('model', 'data', 'judging', 'llm', 'device'), 'seed'],
  },
  align: {
    summary:
      'Train --model further on preferences, measured before and after; --data, rows it was trained on before, tells what else answers a query.',
    needs: [['preferences', 'data'], ['out']],
    paths: ['preferences', 'data', 'map', 'documents', 'eval', 'evalOut', 'out'],
    settings: inGroups(...OF_TRAINING, 'alignment'),
  },
  eval: {
    summary:
      'Measure a model as it is; without --eval on a held-out share of --data, if given. Or, with --run, measure run files.',
    needs: [['eval', 'evalOut', 'data', 'run'], ['out']],
    paths: ['data', 'map', 'eval', 'evalOut', 'run', 'qrels', 'out'],
    settings: [
      ...inGroups('model', 'data', 'device'),
      'k',
      'seed',
      ...MEASURE_SETTING_NAMES,
      ...BASELINE_SETTING_NAMES,
    ],
  },
  check: {
    summary:
      'Say what the reader and the doctor make of the data: rows, rejected lines with their reasons, findings, what --fixes would leave.',
    needs: [['data']],
    paths: ['data', 'map', 'eval', 'evalOut'],
    settings: ['endpoint', 'fixes', 'otherLayouts'],
  },
  export: {
    summary:
      'Write the weights of --model as a sentence-transformers folder to OUT/model; with --eval, also the embeddings of its corpus to OUT/corpus-index.zip.',
    needs: [['out']],
    paths: ['eval', 'out'],
    settings: [...inGroups('model', 'export', 'device')],
  },
  mine: {
    summary:
      'Find hard negatives for the rows of --data with a model as it is; OUT/mined.jsonl has the rows with them, OUT/mining.json the figures.',
    needs: [['data'], ['out']],
    paths: ['data', 'map', 'documents', 'eval', 'evalOut', 'out'],
    settings: [...inGroups('model', 'data', 'mining', 'device'), 'seed'],
  },
  study: {
    summary:
      'Train a grid of variants with several seeds and write their table to OUT. Finished cells are kept in OUT.cells.jsonl until all are done: the same command goes on where it stopped.',
    needs: [['data'], ['out']],
    paths: ['data', 'map', 'documents', 'eval', 'evalOut', 'preferences', 'out'],
    settings: inGroups(...OF_TRAINING, 'study', 'alignment'),
  },
  'self-check': {
    summary: 'Compute every operation on this device and compare it with a reference.',
    needs: [],
    paths: [],
    settings: ['backend'],
  },
} as const satisfies Record<string, CommandDescription>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
