import type { Fields } from '../training/format-reader';

/** Names under which tools keep the query of a preference. */
export const PREFERENCE_QUERY_KEYS = ['query', 'prompt', 'question'] as const;

/** Whether a row is laid out as a preference: a query, the better and the worse passage. */
export function isPreference(row: Fields): boolean {
  return 'chosen' in row && 'rejected' in row && PREFERENCE_QUERY_KEYS.some((key) => key in row);
}
