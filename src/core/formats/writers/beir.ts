import type { TrainingRow } from '../../data/training-row';
import type { DataFile } from './data-form';

/**
 * Rows as a BEIR data set: every text once, each query with its positives judged 1 in qrels/train.tsv. Negatives stand
 * in the corpus without a judgement. Ids are those of the rows where they are free and fit a table, else new ones.
 * All distinct texts are held in memory.
 * @param pause awaited between rows, so that the caller can let other work in and end this
 */
export async function beirFiles(
  rows: Iterable<TrainingRow>,
  pause: () => Promise<void>,
): Promise<readonly DataFile[]> {
  const passages = createIds('p');
  const queries = createIds('q');
  const judged = new Map<string, Set<string>>();
  for (const row of rows) {
    await pause();
    const query = queries.idOf(row.query, row.queryId);
    const relevant = judged.get(query) ?? new Set();
    judged.set(query, relevant);
    for (const [at, positive] of row.positives.entries())
      relevant.add(passages.idOf(positive, row.positiveIds?.[at]));
    for (const negative of row.negatives) passages.idOf(negative, undefined);
  }
  return [
    { name: 'corpus.jsonl', lines: texts(passages.all(), { title: '' }) },
    { name: 'queries.jsonl', lines: texts(queries.all(), {}) },
    { name: 'qrels/train.tsv', lines: judgements(judged) },
  ];
}

function* texts(all: Iterable<readonly [string, string]>, more: object): Generator<string> {
  for (const [text, id] of all) yield `${JSON.stringify({ _id: id, ...more, text })}\n`;
}

function* judgements(judged: ReadonlyMap<string, ReadonlySet<string>>): Generator<string> {
  yield 'query-id\tcorpus-id\tscore\n';
  for (const [query, passages] of judged) for (const passage of passages) yield `${query}\t${passage}\t1\n`;
}

/** One id per text: the one it comes with, unless that is taken or has white space. */
function createIds(prefix: string) {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  let next = 1;
  return {
    idOf(text: string, wanted: string | undefined): string {
      const known = ids.get(text);
      if (known !== undefined) return known;
      let id = wanted;
      while (id === undefined || taken.has(id) || !/^\S+$/.test(id)) id = `${prefix}${next++}`;
      ids.set(text, id);
      taken.add(id);
      return id;
    },
    /** Text and id, in the order in which they came. */
    all: () => ids.entries(),
  };
}
