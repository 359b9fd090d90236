import type { Passage } from '../../data/eval-set';
import { passageText } from '../../formats/beir/read-beir-training';
import type { Bm25 } from '../../text/bm25';
import { textHash } from '../../text/text-hash';

/** Ranks looked at. */
const DEPTH = 30;

/**
 * The best match of the query's words among the documents that is neither the row's own document nor the same text as
 * an answer of the query; empty where there is none. `answers` are hashes (see `textHash`).
 */
export function bm25Negative(
  { query, sourceId }: { readonly query: string; readonly sourceId: string | null },
  answers: ReadonlySet<number>,
  { index, documents }: { readonly index: Bm25; readonly documents: ReadonlyMap<string, Passage> },
): string {
  for (const { id } of index.search(query, DEPTH)) {
    const document = documents.get(id);
    if (document === undefined || id === sourceId) continue;
    const text = passageText(document);
    if (!answers.has(textHash(text)) && !answers.has(textHash(document.text))) return text;
  }
  return '';
}
