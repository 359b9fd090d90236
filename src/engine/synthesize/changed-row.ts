import { liftRejection } from '../../core/synthesis/filters/flag-rows';
import type { FlagName } from '../../core/synthesis/filters/quality-filters';
import type { Relevance, SyntheticRow, TextField } from '../../core/synthesis/synthetic-row';
import type { SyntheticChange } from '../protocol/synthesis';

/** A row as a person changes it. What was found out about a text goes when the text changes. */
export function changedRow(row: SyntheticRow, change: SyntheticChange): SyntheticRow {
  if ('checked' in change) return { ...row, checked: change.checked };
  if ('state' in change) return { ...row, state: change.state, decided: change.decided };
  const { field, text } = change;
  if (row[field] === text) return row;
  const stale = (of: TextField): boolean => field === 'query' || field === of;
  const keep = (of: 'synthetic' | 'negative'): Relevance => (stale(of) ? null : row.relevance[of]);
  return {
    ...liftRejection(row),
    [field]: text,
    edited: [...new Set([...row.edited, field])],
    relevance: { synthetic: keep('synthetic'), negative: keep('negative') },
    roundTrip: field === 'query' || field === 'positive' ? null : row.roundTrip,
    checked: stale('synthetic') ? null : row.checked,
    flags: row.flags.filter((flag) => !GONE[field].includes(flag)),
  };
}

/** Flags that no filter tells from the texts alone, by the text whose change makes them void. */
const GONE: Readonly<Record<TextField, readonly string[]>> = {
  query: ['leak', 'round-trip'],
  positive: ['round-trip'],
  synthetic: ['cut-off'],
  cot: ['cut-off'],
  negative: ['cut-off'],
} satisfies Record<TextField, readonly FlagName[]>;
