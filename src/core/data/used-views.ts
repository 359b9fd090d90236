import type { Settings } from '../settings/settings';

/** Which synthetic texts of a row take part in training. */
export function usedViews({ loss, views }: Pick<Settings, 'loss' | 'views'>): {
  readonly synthetic: boolean;
  readonly cot: boolean;
} {
  const any = loss !== 'infonce';
  return {
    synthetic: any && (views === 'all' || views === 'labels+pair'),
    cot: any && (views === 'all' || views === 'labels+cot'),
  };
}
