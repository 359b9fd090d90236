import type { Purpose } from '../llm/llm';
import type { Settings } from '../settings/settings';
import { usesModel } from './paradigms';

/** The settings that decide which prompts are used. */
type Deciding = Pick<
  Settings,
  | 'synthesisFrom'
  | 'synthesisMethod'
  | 'makePositive'
  | 'makeCot'
  | 'makeNegative'
  | 'paraphrases'
  | 'backTranslation'
  | 'verifySynthetic'
>;

/** The prompts that making rows with these settings uses; none: it needs no language model. */
export function usedPurposes(settings: Deciding): Purpose[] {
  if (!usesModel(settings.synthesisMethod)) return [];
  const fromQueries = settings.synthesisFrom === 'queries';
  const wanted: readonly (readonly [Purpose, boolean])[] = [
    ['queries', !fromQueries],
    ['positive', settings.makePositive],
    ['cot', settings.makeCot],
    ['negative', settings.makeNegative],
    ['paraphrase', fromQueries && settings.paraphrases > 0],
    ['translate', fromQueries && settings.backTranslation.trim() !== ''],
    ['verify', settings.verifySynthetic],
  ];
  return wanted.flatMap(([purpose, isUsed]) => (isUsed ? [purpose] : []));
}
