import { TEXT_FIELDS, type SyntheticRow } from '../../core/synthesis/synthetic-row';

/**
 * What work made of a row, with what a person changed while it was made: their texts, their verdicts and their checks
 * stay. `before` is the row as the work began with it, `now` as it is.
 */
export function mergeRow(before: SyntheticRow, made: SyntheticRow, now: SyntheticRow): SyntheticRow {
  if (now === before) return made;
  const changed = TEXT_FIELDS.filter((field) => now[field] !== before[field]);
  const texts = Object.fromEntries(changed.map((field) => [field, now[field]]));
  const isStale = (field: 'synthetic' | 'negative'): boolean =>
    changed.includes(field) || changed.includes('query');
  return {
    ...made,
    ...texts,
    edited: now.edited,
    checked: now.checked,
    decided: now.decided,
    state: now.state === before.state ? made.state : now.state,
    relevance: {
      synthetic: isStale('synthetic') ? null : made.relevance.synthetic,
      negative: isStale('negative') ? null : made.relevance.negative,
    },
  };
}
