import type { EvalSet, Passage } from '../../core/data/eval-set';
import type { TieRule } from '../../core/metrics/evaluation-rules';
import { compareIds } from '../../core/metrics/rank';
import type { Run, ScoredDocument } from '../../core/metrics/run';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import { searchTopK } from '../retrieve/top-k';
import { embedAll, type Embeddings } from './embed-all';

/** Passages tokenised without letting messages in. */
const TOKENISED_AT_ONCE = 256;

/** A corpus in the order that breaks ties: the search prefers the first of two passages with the same score. */
export interface OrderedCorpus {
  readonly passages: readonly Passage[];
}

export function orderCorpus(corpus: readonly Passage[], ties: TieRule): OrderedCorpus {
  return { passages: [...corpus].sort((a, b) => compareIds(a.id, b.id, ties)) };
}

/** Passages whose embeddings are known: one embedding of a corpus serves every set that ranks it. */
export interface EmbeddedCorpus extends OrderedCorpus {
  readonly embeddings: Embeddings;
}

export async function embedCorpus(
  model: BiEncoder,
  { passages }: OrderedCorpus,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<EmbeddedCorpus> {
  const sequences: Int32Array[] = [];
  for (const [at, passage] of passages.entries()) {
    // Tokenising a large corpus takes a while: let messages in.
    if (at % TOKENISED_AT_ONCE === 0) {
      await nextTask();
      signal.throwIfAborted();
    }
    sequences.push(model.passageTokens(passage));
  }
  return { passages, embeddings: await embedAll(model, sequences, signal, onProgress) };
}

export function embedQueries(
  model: BiEncoder,
  { queries }: Pick<EvalSet, 'queries'>,
  signal: AbortSignal,
): Promise<Embeddings> {
  return embedAll(
    model,
    queries.map(({ text }) => model.queryTokens(text)),
    signal,
  );
}

/** Ranks the corpus for every query of a set: the exact best `depth` by similarity. */
export async function rankQueries(
  { queries }: Pick<EvalSet, 'queries'>,
  embeddings: Embeddings,
  corpus: EmbeddedCorpus,
  depth: number,
  signal: AbortSignal,
): Promise<Run> {
  const { k, indices, scores } = await searchTopK(embeddings, corpus.embeddings, depth, signal);
  const ranking = (query: number): ScoredDocument[] =>
    Array.from({ length: k }, (_, rank) => {
      const passage = corpus.passages[indices[query * k + rank] ?? -1];
      if (passage === undefined) throw new Error('the search returned a document that is not in the corpus');
      return { id: passage.id, score: scores[query * k + rank] ?? Number.NaN };
    });
  return new Map(queries.map(({ id }, query) => [id, ranking(query)]));
}
