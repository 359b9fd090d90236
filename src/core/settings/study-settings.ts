import { gridsFault } from '../study/grid-names';
import type { Setting } from './setting';

/** What a study runs. */
export const STUDY_SETTINGS = {
  studyGrids: {
    kind: 'text',
    group: 'study',
    default: 'views,forms',
    label: 'Grids',
    fault: gridsFault,
    help: 'What is varied, separated by commas: "views" (labelled passages alone, with reasoning, with the synthetic passage, with both, then aligned), "forms" (in against out), "losses" (InfoNCE, soft nearest neighbour, distillation), "paradigms" (how the passages were made, alone and mixed).',
    paperName: 'ablation',
  },
  studySeeds: {
    kind: 'number',
    integer: true,
    group: 'study',
    default: 3,
    min: 1,
    max: 100,
    label: 'Seeds',
    help: 'How often every variant is trained, from the setting "Seed" on: each seed draws other batches, so that the spread tells how much of a difference is luck.',
  },
} as const satisfies Record<string, Setting>;
