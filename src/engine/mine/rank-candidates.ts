import { createNumbering, type Numbering } from '../../core/data/numbering';
import { digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import type { Candidates, MinedQueries } from '../../core/mining/candidates';
import { miningDepth } from '../../core/mining/mining-rules';
import type { Settings } from '../../core/settings/settings';
import { embedAll, type Embeddings } from '../evaluate/embed-all';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import { searchTopK } from '../retrieve/top-k';
import { collectPositives } from '../train/known-positives';
import { createAnswerPlaces, type CorpusTexts } from './corpus-texts';

/** Queries embedded and ranked at a time: their embeddings are not kept. */
const QUERIES_AT_ONCE = 2048;
/** Rows read without letting messages in. */
const ROWS_AT_ONCE = 256;

export interface RankingJob {
  readonly model: BiEncoder;
  readonly rows: RowList;
  readonly corpus: CorpusTexts;
  /** Of the corpus, in its order. */
  readonly embeddings: Embeddings;
  readonly settings: Pick<Settings, 'mineMax'>;
  readonly signal: AbortSignal;
  readonly onProgress: (phase: string, done: number, total: number, unit: string) => void;
}

/**
 * Ranks the corpus for every different query of the rows, exactly, and scores the answers of each row.
 * @throws the signal's reason when cancelled.
 */
export async function rankCandidates(
  job: RankingJob,
): Promise<{ candidates: Candidates; mined: MinedQueries }> {
  const queries = numberQueries(job.rows);
  const depth = Math.min(job.embeddings.count, miningDepth(job.settings, queries.mostAnswers));
  const answers = await scoreableAnswers(job);
  const known = collectPositives(job.rows);
  const hashes = digestOf(job.rows).queries;
  const count = queries.firstRows.length;
  const candidates: Candidates = {
    queries: count,
    depth,
    places: new Int32Array(count * depth),
    scores: new Float32Array(count * depth),
    answers: new Uint8Array(count * depth),
  };
  const positives = new Float32Array(job.rows.length);
  for (let first = 0; first < count; first += QUERIES_AT_ONCE) {
    const end = Math.min(count, first + QUERIES_AT_ONCE);
    const embedded = await embedQueries(job, queries.firstRows.subarray(first, end));
    const found = await searchTopK(embedded, job.embeddings, depth, job.signal);
    candidates.places.set(found.indices, first * depth);
    candidates.scores.set(found.scores, first * depth);
    for (let query = first; query < end; query++) {
      const hash = hashes[queries.firstRows[query] ?? 0] ?? Number.NaN;
      for (let at = query * depth; at < (query + 1) * depth; at++) {
        const place = candidates.places[at] ?? 0;
        if (job.corpus.hashesAt(place).some((text) => known.answers(hash, text)) || answers.byId(hash, place))
          candidates.answers[at] = 1;
      }
      for (const row of queries.rowsOf(query)) positives[row] = answers.lowest(row, embedded, query - first);
    }
    job.onProgress('Ranking passages for the queries', end, count, 'queries');
    await nextTask();
    job.signal.throwIfAborted();
  }
  return { candidates, mined: { queryOf: queries.queryOf, positives } };
}

interface NumberedQueries {
  readonly queryOf: Int32Array;
  /** Of each query, the first row that asks it. */
  readonly firstRows: Int32Array;
  readonly rowsOf: (query: number) => Int32Array;
  /** The most answers that a query has in all its rows. */
  readonly mostAnswers: number;
}

function numberQueries(rows: RowList): NumberedQueries {
  const { queries, positives } = digestOf(rows);
  const numbering = createNumbering();
  const queryOf = Int32Array.from(queries, (hash) => numbering.numberOf(hash));
  const starts = new Int32Array(numbering.size + 1);
  const answers = new Int32Array(numbering.size);
  queryOf.forEach((query, row) => {
    starts[query + 1] = (starts[query + 1] ?? 0) + 1;
    // Two more for a synthetic passage and a chain of thought.
    answers[query] = (answers[query] ?? 0) + (positives[row] ?? 0) + 2;
  });
  for (let i = 0; i < numbering.size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const byQuery = new Int32Array(rows.length);
  queryOf.forEach((query, row) => {
    const at = next[query] ?? 0;
    byQuery[at] = row;
    next[query] = at + 1;
  });
  return {
    queryOf,
    firstRows: Int32Array.from({ length: numbering.size }, (_, query) => byQuery[starts[query] ?? 0] ?? 0),
    rowsOf: (query) => byQuery.subarray(starts[query], starts[query + 1]),
    mostAnswers: answers.reduce((most, count) => Math.max(most, count), 0),
  };
}

async function embedQueries({ model, rows, signal }: RankingJob, places: Int32Array): Promise<Embeddings> {
  const sequences: Int32Array[] = [];
  for (const place of places) {
    if (sequences.length % ROWS_AT_ONCE === 0) await nextTask();
    sequences.push(model.queryTokens(rows.at(place)?.query ?? ''));
  }
  return embedAll(model, sequences, signal);
}

/** What scores the answers of the rows: those of the corpus have embeddings, the others are embedded here. */
async function scoreableAnswers(job: RankingJob) {
  const { model, rows, corpus, embeddings, signal, onProgress } = job;
  const inCorpus = createAnswerPlaces(rows, corpus);
  const { passages, starts, positives } = digestOf(rows);
  const others = createNumbering();
  const sequences: Int32Array[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (row % ROWS_AT_ONCE === 0) {
      await nextTask();
      signal.throwIfAborted();
    }
    for (let i = 0; i < (positives[row] ?? 0); i++) {
      const hash = passages[(starts[row] ?? 0) + i] ?? 0;
      if (inCorpus.placeOf(row, i) !== undefined || others.find(hash) !== undefined) continue;
      others.numberOf(hash);
      sequences.push(model.passageTokens({ title: '', text: rows.at(row)?.positives[i] ?? '' }));
    }
  }
  const outside = await embedAll(model, sequences, signal, (done) => {
    onProgress('Embedding the answers', done, sequences.length, 'answers');
  });
  const scoreOf = (row: number, i: number, query: Embeddings, at: number): number => {
    const place = inCorpus.placeOf(row, i);
    if (place !== undefined) return dot(query, at, embeddings, place);
    const hash = passages[(starts[row] ?? 0) + i] ?? 0;
    return dot(query, at, outside, numberIn(others, hash));
  };
  return {
    byId: inCorpus.answersById,
    /** The lowest score of a row's answers, for its query at `at` of `query`. */
    lowest(row: number, query: Embeddings, at: number): number {
      let low = Infinity;
      for (let i = 0; i < (positives[row] ?? 0); i++) low = Math.min(low, scoreOf(row, i, query, at));
      return low;
    },
  };
}

function numberIn(numbering: Numbering, hash: number): number {
  const found = numbering.find(hash);
  if (found === undefined) throw new Error('an answer was not embedded');
  return found;
}

function dot(a: Embeddings, i: number, b: Embeddings, j: number): number {
  let sum = 0;
  for (let k = 0; k < a.width; k++)
    sum += (a.values[i * a.width + k] ?? 0) * (b.values[j * b.width + k] ?? 0);
  return sum;
}
