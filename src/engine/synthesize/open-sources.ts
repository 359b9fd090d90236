import type { EvalQuery, Passage } from '../../core/data/eval-set';
import { passageText } from '../../core/formats/beir/read-beir-training';
import type { SourceQuery } from '../../core/synthesis/plan-rows';
import { textHash } from '../../core/text/text-hash';
import type { Session } from '../session/session';

type OpenData = Pick<Session, 'training' | 'evaluations' | 'documents' | 'sourceQueries'>;

/**
 * Hashes of the queries of all open evaluation sets: no training data may be made of them. A split for training, as it
 * stands in the folder of many sets, is no evaluation.
 */
export function heldOutQueries({ evaluations }: OpenData): ReadonlySet<number> {
  const hashes = new Set<number>();
  for (const { splits } of evaluations)
    for (const { name, queries } of splits)
      if (name !== 'train') for (const { text } of queries) hashes.add(textHash(text));
  return hashes;
}

/** The queries to make rows for: those that were opened, else those of the training data with their passage. */
export function queriesOf(session: OpenData): SourceQuery[] {
  const { sourceQueries } = session;
  if (sourceQueries.length > 0) return sourceQueries.map(withoutLabel);
  const queries: SourceQuery[] = [];
  const known = new Set<number>();
  for (const { queryId, query, positives } of session.training?.rows ?? []) {
    const positive = positives[0] ?? '';
    const hash = textHash(JSON.stringify([query, positive]));
    if (known.has(hash)) continue;
    known.add(hash);
    queries.push({ id: queryId ?? null, text: query, positive });
  }
  return queries;
}

function withoutLabel({ id, text }: EvalQuery): SourceQuery {
  return { id, text, positive: '' };
}

/** The documents that were opened, else the labelled passages of the training data, each text once. */
export function documentsOf(session: OpenData): readonly Passage[] {
  if (session.documents.length > 0) return session.documents;
  const documents: Passage[] = [];
  const known = new Set<number>();
  const ids = new Set<string>();
  for (const { positives, positiveIds } of session.training?.rows ?? [])
    for (const [at, text] of positives.entries()) {
      const hash = textHash(text);
      if (known.has(hash)) continue;
      known.add(hash);
      const own = positiveIds?.[at];
      const id = own === undefined || ids.has(own) ? `passage-${documents.length + 1}` : own;
      ids.add(id);
      documents.push({ id, title: '', text });
    }
  return documents;
}

/** Labelled pairs of the training data, without those whose query is held out. */
export function labelledPairs(session: OpenData): { query: string; text: string }[] {
  const heldOut = heldOutQueries(session);
  const pairs: { query: string; text: string }[] = [];
  for (const { query, positives } of session.training?.rows ?? [])
    for (const text of positives) if (!heldOut.has(textHash(query))) pairs.push({ query, text });
  return pairs;
}

/** Hashes of the passages that answer each query of the training data, by the query's hash. */
export function answersByQuery(session: OpenData): ReadonlyMap<number, ReadonlySet<number>> {
  const answers = new Map<number, Set<number>>();
  for (const { query, positives } of session.training?.rows ?? []) {
    const hash = textHash(query);
    const own = answers.get(hash) ?? new Set<number>();
    for (const text of positives) own.add(textHash(text));
    answers.set(hash, own);
  }
  return answers;
}

/** Documents by id, as a negative is looked up. */
export function byId(documents: readonly Passage[]): ReadonlyMap<string, Passage> {
  return new Map(documents.map((document) => [document.id, document]));
}

/** Hashes under which a document may stand as a row's passage. */
export function hashesOf(text: string, document: Passage | undefined): number[] {
  return document === undefined
    ? [textHash(text)]
    : [textHash(text), textHash(document.text), textHash(passageText(document))];
}
