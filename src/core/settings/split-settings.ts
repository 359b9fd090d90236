import type { Setting } from './setting';

/** What is new to the model in questions that are held out of training. */
export const SPLIT_SETTINGS = {
  splitBy: {
    kind: 'choice',
    group: 'data',
    default: 'query',
    choices: ['query', 'document', 'both'],
    choiceLabels: {
      query: 'New questions',
      document: 'New questions about new passages',
      both: 'Half and half',
    },
    label: 'What is held out',
    advanced: true,
    help: 'New questions may ask for passages that other training rows have; new passages stand in no training row at all, which is harder. Half and half measures both, and the result tells them apart.',
    paperName: 'split by query or by document',
  },
  heldOutQueries: {
    kind: 'number',
    integer: true,
    group: 'data',
    default: 2000,
    min: 0,
    max: 10_000_000,
    label: 'Most held-out questions',
    advanced: true,
    help: 'At most so many questions are held out for the curve, and as many for the final figures, however large the share is. More narrow the intervals hardly, and each has to be ranked. 0 sets no limit.',
  },
  splitSeed: {
    kind: 'number',
    integer: true,
    group: 'data',
    default: -1,
    min: -1,
    max: 2147483647,
    label: 'Seed of the split',
    advanced: true,
    help: 'Draws the held-out questions. -1 takes the seed of the run; a seed of its own holds out the same questions whatever the seed of the run is, so that runs with several seeds can be compared.',
  },
} as const satisfies Record<string, Setting>;
