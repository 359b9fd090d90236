import type { Passage } from '../../core/data/eval-set';
import { poolPassages } from '../../core/data/passage-pool';
import type { RowList } from '../../core/data/row-list';
import { InputError } from '../../core/input-error';
import type { Candidate, RankedQuery } from '../../core/preferences/pair';
import { proposePairs } from '../../core/preferences/propose-pairs';
import type { Settings } from '../../core/settings/settings';
import { formatPassage } from '../../core/text/prompts';
import { textHash } from '../../core/text/text-hash';
import type { CallContext } from '../commands/command';
import { embedAll } from '../evaluate/embed-all';
import type { EmbeddedCorpus } from '../evaluate/rank-queries';
import type { BiEncoder } from '../model/bi-encoder';
import { searchTopK } from '../retrieve/top-k';
import { needed, type Session } from '../session/session';
import type { Proposal } from './pair-store';
import { trainingQueries, type LabelledQuery } from './training-queries';

/** Searched beyond the wanted depth, as texts that stand in the corpus twice count once. */
const SPARE = 10;

interface Retrieved {
  readonly passage: Passage;
  readonly score: number;
}

/**
 * Ranks passages with the current weights for the training queries and makes pairs of the best of each.
 * @throws Error when something is not open, or InputError where the settings name a corpus that is not there
 */
export async function rankForPairs(
  session: Session,
  settings: Settings,
  context: CallContext,
): Promise<Proposal> {
  const { evaluations, folder, trained } = session;
  const training = needed(session.training, 'Load training data first: pairs are made for its queries.');
  const { rows } =
    settings.fixes === ''
      ? training
      : await session.doctor.treat({ training, evaluations, folder }, settings, context);
  const { queries, notes } = trainingQueries(rows, evaluations, settings);
  const corpus = corpusOf(session, rows, settings);
  const ranked = await session.withModel(settings, trained, async (model) => {
    const weights = trained?.weights ?? null;
    const given = { model, weights, ties: settings.ties, phase: 'Embedding the passages' };
    const embedded = await session.indexes.embedded(corpus, given, context);
    const found = await retrieve(model, queries, embedded, settings.judgeTop + SPARE, context);
    return queries.map((query, at) => rankedQuery(query, found[at] ?? [], settings));
  });
  const sampled = settings.judgePairs === 'sampled' ? settings.judgeSampled : 0;
  const few = ranked.filter(({ candidates }) => candidates.length < 2).length;
  return {
    queries: ranked,
    pairs: proposePairs(ranked, { sampled, seed: settings.seed }),
    model: `${session.openFolder().name}${trained === null ? '' : ', trained'}`,
    corpus: settings.judgeCorpus,
    notes: [...notes, ...(few === 0 ? [] : [`${few} queries have fewer than two different passages.`])],
  };
}

/** The passages that the settings name. */
function corpusOf(session: Session, rows: RowList, { judgeCorpus: name, heldOutPassages, seed }: Settings) {
  if (name === 'training') {
    const keep = new Int32Array();
    return poolPassages(rows, { keep, most: heldOutPassages, seed }).corpus;
  }
  if (name === 'documents') {
    if (session.documents.length > 0) return session.documents;
    throw new InputError('judgeCorpus', 'no documents are open');
  }
  const set = session.evaluations.find((evaluation) => evaluation.name === name)?.splits[0];
  if (set) return set.corpus;
  const names = ['training', 'documents', ...session.evaluations.map((evaluation) => evaluation.name)];
  throw new InputError('judgeCorpus', `there are no passages "${name}"; there are ${names.join(', ')}`);
}

async function retrieve(
  model: BiEncoder,
  queries: readonly LabelledQuery[],
  corpus: EmbeddedCorpus,
  depth: number,
  { signal, emit }: CallContext,
): Promise<Retrieved[][]> {
  const total = queries.length;
  const tokens = queries.map(({ text }) => model.queryTokens(text));
  const embeddings = await embedAll(model, tokens, signal, (done) => {
    emit({ kind: 'progress', phase: 'Embedding the queries', done, total, unit: 'queries' });
  });
  const { k, indices, scores } = await searchTopK(embeddings, corpus.embeddings, depth, signal);
  return queries.map((_, query) =>
    Array.from({ length: k }, (__, rank) => query * k + rank).flatMap((at) => {
      const passage = corpus.passages[indices[at] ?? -1];
      return passage === undefined ? [] : [{ passage, score: scores[at] ?? Number.NaN }];
    }),
  );
}

/** The best passages of a query: no text twice, and none that is just the query. */
function rankedQuery(query: LabelledQuery, found: readonly Retrieved[], settings: Settings): RankedQuery {
  const seen = new Set([textHash(query.text)]);
  const candidates: Candidate[] = [];
  for (const { passage, score } of found) {
    const text = formatPassage(passage, { query: '', passage: '' }, settings.titles);
    const hash = textHash(text);
    if (seen.has(hash) || candidates.length === settings.judgeTop) continue;
    seen.add(hash);
    const labelled = isLabelled(query, passage, hash, settings.judgeCorpus);
    candidates.push({ id: passage.id, text, rank: candidates.length + 1, score, labelled });
  }
  return { id: query.id, text: query.text, candidates };
}

/** By its text, with or without its title, or by its id; passages of the training data may have ids of our making. */
function isLabelled(query: LabelledQuery, passage: Passage, hash: number, corpus: string): boolean {
  if (query.positives.has(hash) || query.positives.has(textHash(passage.text))) return true;
  return corpus !== 'training' && query.positiveIds.has(passage.id);
}
