import type { Settings } from '../settings/settings';
import type { StudyFacts, StudyGrid, StudyVariant } from './variant';

/** Hard negatives of the variants that use them: as the settings say, but at least one. */
export function someNegatives({ hardNegatives }: Pick<Settings, 'hardNegatives'>): number {
  return Math.max(1, hardNegatives);
}

/**
 * The rows of Syntriever's ablation: what each synthetic text adds to the labelled passages. The pair is the synthetic
 * passage and the hard negative.
 */
export function viewsGrid(settings: Settings, facts: StudyFacts): StudyGrid {
  const hardNegatives = someNegatives(settings);
  const both = { loss: 'distill', views: 'all', hardNegatives } as const;
  const variants: StudyVariant[] = [
    {
      id: 'labels',
      name: 'Labels only',
      change: { loss: 'distill', views: 'labels', hardNegatives: 0 },
      aligned: false,
    },
    {
      id: 'cot',
      name: '+ chain of thought',
      change: { loss: 'distill', views: 'labels+cot', hardNegatives: 0 },
      aligned: false,
    },
    {
      id: 'pair',
      name: '+ synthetic pair',
      change: { loss: 'distill', views: 'labels+pair', hardNegatives },
      aligned: false,
    },
    { id: 'both', name: '+ both', change: both, aligned: false },
  ];
  const { noAlignment } = facts;
  if (noAlignment !== null)
    return { name: 'views', variants, notes: [`"+ both, aligned" is left out: ${noAlignment}`] };
  const aligned = { id: 'aligned', name: '+ both, aligned', change: both, aligned: true };
  return { name: 'views', variants: [...variants, aligned], notes: [] };
}
