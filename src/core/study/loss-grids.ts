import type { Settings } from '../settings/settings';
import type { StudyFacts, StudyGrid, StudyVariant } from './variant';
import { someNegatives } from './views-grid';

/** The two forms of the distillation loss on all views: where a query has one positive, they are the same. */
export function formsGrid(settings: Settings, { withSynthetic, withCot }: StudyFacts): StudyGrid {
  if (withSynthetic === 0 && withCot === 0)
    return {
      name: 'forms',
      variants: [],
      notes: [
        'The grid of forms is left out: no training row has a synthetic passage or a chain of thought, and with the labelled passage alone both forms are the same.',
      ],
    };
  const variant = (form: Settings['form'], name: string): StudyVariant => ({
    id: form,
    name,
    change: { loss: 'distill', form, views: 'all', hardNegatives: someNegatives(settings) },
    aligned: false,
  });
  const variants = [variant('out', 'out: pulls every view'), variant('in', "in: the paper's")];
  return { name: 'forms', variants, notes: [] };
}

/** The losses, each on all that it can use: InfoNCE on labelled passages and hard negatives, the others on all views. */
export function lossesGrid(settings: Settings): StudyGrid {
  const hardNegatives = someNegatives(settings);
  const variant = (loss: Settings['loss'], name: string): StudyVariant => ({
    id: loss,
    name,
    change: { loss, views: 'all', hardNegatives },
    aligned: false,
  });
  const variants = [
    variant('infonce', 'InfoNCE, without synthetic views'),
    variant('snn', 'Soft nearest neighbour'),
    variant('distill', `Distillation, ${settings.form}`),
  ];
  return { name: 'losses', variants, notes: [] };
}
