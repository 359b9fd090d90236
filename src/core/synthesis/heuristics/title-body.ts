import type { Passage } from '../../data/eval-set';
import type { MadePair } from './made-pair';

/** The title of a document as the query, its text as the passage. Null where either is missing. */
export function titleBody({ title, text }: Passage): MadePair | null {
  const [query, positive] = [title.trim(), text.trim()];
  return query === '' || positive === '' ? null : { query, positive };
}
