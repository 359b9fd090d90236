import { mixFault } from '../data/mixing-ratios';
import type { Setting } from './setting';

/** In which proportions an epoch mixes groups of training rows. */
export const MIXING_SETTINGS = {
  mixBy: {
    kind: 'choice',
    group: 'data',
    default: 'paradigm',
    choices: ['paradigm', 'file'],
    choiceLabels: { paradigm: 'How the passages were made', file: 'File' },
    label: 'Mix by',
    advanced: true,
    help: 'What makes the groups of a mix: how the passage was made (human, zero-shot, few-shot), or the file it stands in.',
    paperName: 'paradigm',
  },
  mix: {
    kind: 'text',
    group: 'data',
    default: '',
    label: 'Mix',
    fault: mixFault,
    advanced: true,
    help: 'Ratio of each group of rows in every epoch and batch, such as "human:1,zero-shot:2"; groups that are not named are left out. No row comes twice in an epoch: the scarcest group is used whole, the others take turns. Empty: all rows.',
  },
} as const satisfies Record<string, Setting>;
