import type { Fields } from '../training/format-reader';

/** Names under which tools keep the query of a preference. */
export const PREFERENCE_QUERY_KEYS = ['query', 'prompt', 'question'] as const;

/** Whether a row is laid out as a preference: a query with the better and the worse passage, or with a ranked list. */
export function isPreference(row: Fields): boolean {
  const compares = ('chosen' in row && 'rejected' in row) || isRankedList(row);
  return compares && PREFERENCE_QUERY_KEYS.some((key) => key in row);
}

/** Whether a row ranks several passages, best first. */
export function isRankedList(row: Fields): boolean {
  return Array.isArray(row['ranked']);
}
