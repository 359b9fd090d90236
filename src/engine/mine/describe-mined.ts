import type { Settings } from '../../core/settings/settings';
import type { MinedSet } from './mined-set';

/** Which model found which negatives, by what rule: a sentence for the notes of the data. */
export function describeMined(mined: MinedSet, settings: Settings): string {
  const { model, step, passages, corpus } = mined.facts;
  const { negatives, rows, none } = mined.figures(settings);
  const weights = step === null ? 'as it was opened' : `after step ${String(step)} of a run`;
  const own = settings.mineKeep === 'add' ? 'beside' : 'in the place of';
  return (
    `Hard negatives were mined with ${model}, ${weights}, from ${String(passages)} passages (${corpus}): ` +
    `${String(negatives)} for ${String(rows)} rows, none for ${String(none)} of them, ${own} those the rows had; ` +
    `${describeRules(settings)}.`
  );
}

function describeRules(settings: Settings): string {
  const { mineNegatives, mineMin, mineMax, mineMarginKind, mineMargin, mineMaxScore, mineSampling } =
    settings;
  const how = mineSampling === 'top' ? 'the best ranked' : `drawn by seed ${String(settings.seed)}`;
  const margin = mineMarginKind === 'none' ? 'no margin' : `${mineMarginKind} margin ${String(mineMargin)}`;
  const highest = mineMaxScore === 0 ? '' : `, highest score ${String(mineMaxScore)}`;
  return `up to ${String(mineNegatives)} a row, ${how} of ranks ${String(mineMin)} to ${String(mineMax)}, ${margin}${highest}`;
}
