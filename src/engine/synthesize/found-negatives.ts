import type { Passage } from '../../core/data/eval-set';
import type { Settings } from '../../core/settings/settings';
import { bm25Negative } from '../../core/synthesis/heuristics/bm25-negative';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { textHash } from '../../core/text/text-hash';
import type { CallContext } from '../commands/command';
import { indexBm25 } from '../evaluate/rank-bm25';
import type { Session } from '../session/session';
import { answersByQuery, byId, hashesOf } from './open-sources';

/** What finds a negative for a row by BM25: never its own document, nor a labelled answer of its query. */
export async function foundNegatives(
  session: Session,
  documents: readonly Passage[],
  settings: Settings,
  { signal, emit }: CallContext,
): Promise<(row: SyntheticRow) => string> {
  if (!settings.bm25Negatives || documents.length === 0) return () => '';
  const total = documents.length;
  const index = await indexBm25({ corpus: documents }, settings, signal, (done) => {
    emit({ kind: 'progress', phase: 'Indexing for BM25', done, total, unit: 'documents' });
  });
  const known = byId(documents);
  const answers = answersByQuery(session);
  return (row) => {
    const source = row.sourceId !== null && row.from === 'document' ? known.get(row.sourceId) : undefined;
    const own = [...(answers.get(textHash(row.query)) ?? []), ...hashesOf(row.positive, source)];
    const sourceId = row.from === 'document' ? row.sourceId : null;
    return bm25Negative({ query: row.query, sourceId }, new Set(own), { index, documents: known });
  };
}
