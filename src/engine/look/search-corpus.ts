import type { ScoredDocument } from '../../core/metrics/run';
import type { Settings } from '../../core/settings/settings';
import type { TestSplit } from '../../core/data/test-split';
import type { CallContext } from '../commands/command';
import { embedAll } from '../evaluate/embed-all';
import type { EmbeddedCorpus } from '../evaluate/rank-queries';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import type { SearchReport, SystemName } from '../protocol/inspect';
import { searchTopK } from '../retrieve/top-k';
import type { Session } from '../session/session';
import { compareRankings, DEPTH } from './compare-rankings';

interface Found {
  readonly system: SystemName;
  readonly ranking: readonly ScoredDocument[];
  /** Milliseconds. */
  readonly embed: number | null;
  readonly search: number;
}

const PHASES = {
  before: 'Embedding the corpus with the untouched model',
  after: 'Embedding the corpus with the trained model',
} as const;

/**
 * Searches a set's corpus for a query with BM25, the untouched and, after a run, the trained model. Times are of the
 * query alone: the corpus was embedded, and the weights put on the device, before.
 */
export async function searchCorpus(
  session: Session,
  { set, query, settings }: { readonly set: TestSplit; readonly query: string; readonly settings: Settings },
  context: CallContext,
): Promise<SearchReport> {
  const { corpus } = set;
  const { relevanceLevel } = settings;
  const found: Found[] = [await searchBm25(session, { set, query, settings }, context)];
  for (const system of session.trained === null ? (['before'] as const) : (['before', 'after'] as const)) {
    const trained = system === 'after' ? session.trained : null;
    const searched = session.withModel(settings, trained, async (model) => {
      const weights = trained?.weights ?? null;
      const given = { model, weights, ties: settings.ties, phase: PHASES[system] };
      const embedded = await session.indexes.embedded(corpus, given, context);
      return { system, ...(await searchEmbedded(model, query, embedded, context.signal)) };
    });
    found.push(await searched);
  }
  const rankings = new Map(found.map(({ system, ranking }) => [system, ranking]));
  return {
    ...compareRankings({ query, corpus, judgements: judgementsOf(set, query), relevanceLevel, rankings }),
    set: set.of,
    corpusSize: corpus.length,
    times: found.map(({ system, embed, search }) => ({ system, embed, search })),
    indexBytes: session.indexes.bytes,
  };
}

async function searchBm25(
  session: Session,
  { set, query, settings }: { readonly set: TestSplit; readonly query: string; readonly settings: Settings },
  context: CallContext,
): Promise<Found> {
  const index = await session.indexes.bm25(set.corpus, settings, context);
  const started = performance.now();
  const ranking = index.search(query, DEPTH);
  return { system: 'bm25', ranking, embed: null, search: performance.now() - started };
}

async function searchEmbedded(
  model: BiEncoder,
  query: string,
  corpus: EmbeddedCorpus,
  signal: AbortSignal,
): Promise<Omit<Found, 'system'>> {
  await nextTask();
  const started = performance.now();
  const embedded = await embedAll(model, [model.queryTokens(query)], signal);
  const ready = performance.now();
  const { k, indices, scores } = await searchTopK(embedded, corpus.embeddings, DEPTH, signal);
  const ranking = Array.from({ length: k }, (_, rank) => ({
    id: corpus.passages[indices[rank] ?? -1]?.id ?? '',
    score: scores[rank] ?? Number.NaN,
  }));
  return { ranking, embed: ready - started, search: performance.now() - ready };
}

/** Those of the set's own question, where the query is one. */
function judgementsOf({ queries, qrels }: TestSplit, query: string): ReadonlyMap<string, number> {
  const asked = queries.find(({ text }) => text.trim() === query.trim());
  return (asked && qrels.get(asked.id)) ?? new Map<string, number>();
}
