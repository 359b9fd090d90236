import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { textHash } from '../../core/text/text-hash';
import type { SynthesisRates } from '../../engine/protocol/synthesis';
import { formatPlural } from '../format-value';

/** The passage that a person judges: the one that the language model judged. */
export function checkedPassage({ synthetic, positive }: SyntheticRow): string {
  return synthetic === '' ? positive : synthetic;
}

/**
 * Rows for a person to check, drawn by the seed from those whose passage the language model called relevant or not. Each
 * row has a number of its own from seed and id, and the lowest are drawn, so that rows that come later hardly change the
 * sample.
 */
export function drawCheckSample(rows: readonly SyntheticRow[], size: number, seed: number): string[] {
  return rows
    .filter(({ relevance }) => relevance.synthetic === 'relevant' || relevance.synthetic === 'irrelevant')
    .map(({ id }) => ({ id, number: textHash(`${String(seed)} ${id}`) }))
    .sort((a, b) => a.number - b.number)
    .slice(0, size)
    .map(({ id }) => id);
}

/**
 * How far a person and the language model agree, as a sentence. The words for kappa are those of Landis and Koch,
 * "The measurement of observer agreement for categorical data" (1977).
 */
export function agreementSentence({ checked, agreed, kappa }: SynthesisRates['agreement']): string {
  if (checked === 0) return 'No row was checked by a person yet.';
  const share = Math.round((100 * agreed) / checked);
  const raw = `You and the language model agree on ${String(agreed)} of ${formatPlural(checked, 'passage')} (${String(share)} %).`;
  if (kappa === null)
    return `${raw} Cohen's kappa, agreement beyond chance, cannot be said: one of you gave the same answer every time.`;
  return `${raw} Cohen's kappa, agreement beyond chance, is ${kappa.toFixed(2)}: ${kappaWord(kappa)}.`;
}

function kappaWord(kappa: number): string {
  if (kappa <= 0) return 'no better than guessing';
  if (kappa <= 0.2) return 'slight';
  if (kappa <= 0.4) return 'fair';
  if (kappa <= 0.6) return 'moderate';
  return kappa <= 0.8 ? 'substantial' : 'almost perfect';
}
