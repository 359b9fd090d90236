import type { Settings } from '../settings/settings';
import type { StudyFacts, StudyGrid, StudyVariant } from './variant';

/** Hard negatives of the variants that use them: as the settings say, but at least one. */
export function someNegatives({ hardNegatives }: Pick<Settings, 'hardNegatives'>): number {
  return Math.max(1, hardNegatives);
}

/**
 * The rows of Syntriever's ablation: what each synthetic text adds to the labelled passages. The pair is the synthetic
 * passage and the hard negative. What no training row has makes no variant.
 */
export function viewsGrid(settings: Settings, facts: StudyFacts): StudyGrid {
  const hardNegatives = someNegatives(settings);
  const variant = (id: string, name: string, change: Partial<Settings>): StudyVariant => ({
    id,
    name,
    change: { loss: 'distill', ...change },
    aligned: false,
  });
  const labels = variant('labels', 'Labels only', { views: 'labels', hardNegatives: 0 });
  const cot = variant('cot', '+ chain of thought', { views: 'labels+cot', hardNegatives: 0 });
  const pair = variant('pair', '+ synthetic pair', { views: 'labels+pair', hardNegatives });
  const both = variant('both', '+ both', { views: 'all', hardNegatives });
  const { withCot, withSynthetic, noAlignment } = facts;
  const variants = [
    labels,
    ...(withCot > 0 ? [cot] : []),
    ...(withSynthetic > 0 ? [pair] : []),
    ...(withCot > 0 && withSynthetic > 0 ? [both] : []),
  ];
  const base = variants.at(-1) ?? labels;
  const aligned = { ...base, id: 'aligned', name: `${base.name}, aligned`, aligned: true };
  const unaligned = noAlignment === null ? [] : [`"${aligned.name}" is left out: ${noAlignment}`];
  return {
    name: 'views',
    variants: noAlignment === null ? [...variants, aligned] : variants,
    notes: [...missingTexts(facts, [cot, pair, both]), ...unaligned],
  };
}

function missingTexts(
  { withCot, withSynthetic, withNegatives }: StudyFacts,
  [cot, pair, both]: readonly [StudyVariant, StudyVariant, StudyVariant],
): string[] {
  if (withCot === 0 && withSynthetic === 0)
    return [
      `"${cot.name}", "${pair.name}" and "${both.name}" are left out: no training row has a chain of thought or a synthetic passage.`,
    ];
  if (withCot === 0)
    return [`"${cot.name}" and "${both.name}" are left out: no training row has a chain of thought.`];
  if (withSynthetic === 0)
    return [`"${pair.name}" and "${both.name}" are left out: no training row has a synthetic passage.`];
  return withNegatives > 0
    ? []
    : [`"${pair.name}" is the synthetic passage alone: no training row has a negative.`];
}
