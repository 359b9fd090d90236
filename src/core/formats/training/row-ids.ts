import type { Fields } from './format-reader';

/** The ids that a row carries, under the names this project and LlamaIndex use; a number counts as its digits. */
export function rowIds(row: Fields): { queryId?: string; positiveIds?: readonly [string] } {
  const queryId = readId(row['query_id']);
  const positiveId = readId(row['positive_id'] ?? row['doc_id']);
  return {
    ...(queryId === undefined ? {} : { queryId }),
    ...(positiveId === undefined ? {} : { positiveIds: [positiveId] }),
  };
}

/** An id as text, or undefined when the value cannot be one. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
