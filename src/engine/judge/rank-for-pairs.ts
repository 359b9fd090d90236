import type { Passage } from '../../core/data/eval-set';
import { poolPassages } from '../../core/data/passage-pool';
import { InputError } from '../../core/input-error';
import { answersById, type AnswersById } from '../../core/mining/answers-by-id';
import { withoutHeldOut } from '../../core/mining/without-held-out';
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
import { trainingQueries, type LabelledQuery, type TrainingQueries } from './training-queries';

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
  const chosen = trainingQueries(rows, evaluations, settings);
  const { queries } = chosen;
  const { passages, notes } = passagesOf(session, chosen, settings);
  // Passages of the training data may have ids of our making.
  const byId = settings.judgeCorpus === 'training' ? null : answersById(chosen.train, passages);
  const ranked = await session.withModel(settings, trained, async (model) => {
    const weights = trained?.weights ?? null;
    const given = { model, weights, ties: settings.ties, phase: 'Embedding the passages' };
    const embedded = await session.indexes.embedded(passages, given, context);
    const found = await retrieve(model, queries, embedded, settings.judgeTop + SPARE, context);
    return queries.map((query, at) => rankedQuery(query, found[at] ?? [], byId, settings));
  });
  const sampled = settings.judgePairs === 'sampled' ? settings.judgeSampled : 0;
  const few = ranked.filter(({ candidates }) => candidates.length < 2).length;
  return {
    queries: ranked,
    pairs: proposePairs(ranked, { sampled, seed: settings.seed }),
    model: `${session.openFolder().name}${trained === null ? '' : ', trained'}`,
    corpus: settings.judgeCorpus,
    notes: [
      ...chosen.notes,
      ...notes,
      ...(few === 0 ? [] : [`${few} queries have fewer than two different passages.`]),
    ],
  };
}

/** The passages that the settings name, without those that answer held-out questions alone. */
function passagesOf(
  session: Session,
  { train, heldOut }: TrainingQueries,
  { judgeCorpus: name, seed }: Settings,
): { readonly passages: readonly Passage[]; readonly notes: readonly string[] } {
  if (name === 'training') {
    const all = { keep: new Int32Array(0), most: 0, seed };
    return { passages: poolPassages(train, all).corpus, notes: [] };
  }
  const all = openPassages(session, name);
  const passages = withoutHeldOut(all, heldOut, train);
  const leftOut = all.length - passages.length;
  const note = `${String(leftOut)} passages were left out, because they answer held-out questions alone.`;
  return { passages, notes: leftOut === 0 ? [] : [note] };
}

function openPassages(session: Session, name: string): readonly Passage[] {
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
function rankedQuery(
  query: LabelledQuery,
  found: readonly Retrieved[],
  byId: AnswersById | null,
  settings: Settings,
): RankedQuery {
  const ofQuery = textHash(query.text);
  const answers = byId?.get(ofQuery);
  const seen = new Set([ofQuery]);
  const candidates: Candidate[] = [];
  for (const { passage, score } of found) {
    const text = formatPassage(passage, { query: '', passage: '' }, settings.titles);
    const hash = textHash(text);
    if (seen.has(hash) || candidates.length === settings.judgeTop) continue;
    seen.add(hash);
    // By its text, with or without its title, or by its id.
    const byText = query.positives.has(hash) || query.positives.has(textHash(passage.text));
    const labelled = byText || answers?.has(passage.id) === true;
    candidates.push({ id: passage.id, text, rank: candidates.length + 1, score, labelled });
  }
  return { id: query.id, text: query.text, candidates };
}
