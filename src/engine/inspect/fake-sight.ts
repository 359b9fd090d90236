/** Measurements with made-up embeddings, for tests. */
import { createRandom } from '../../core/random/random';
import type { Sight } from './sight';

export const FAKE_WIDTH = 8;

/**
 * `queries` questions over `passages` passages; passage i is relevant for query i, and embeddings of the two are the
 * closer the larger `pull` is.
 */
export function fakeSight(queries: number, passages: number, seed: number, pull = 0): Sight {
  const random = createRandom(seed);
  const rows = (count: number): Float32Array =>
    Float32Array.from({ length: count * FAKE_WIDTH }, () => random.normal());
  const passageRows = rows(passages);
  const queryRows = rows(queries).map((value, at) => value + pull * (passageRows[at] ?? 0));
  const name = (kind: string, at: number): string => `${kind}${String(at)}`;
  const corpus = Array.from({ length: passages }, (_, at) => ({
    id: name('d', at),
    title: '',
    text: name('text ', at),
  }));
  const set = {
    name: 'dev',
    corpus,
    queries: Array.from({ length: queries }, (_, at) => ({ id: name('q', at), text: name('question ', at) })),
    qrels: new Map(
      Array.from({ length: queries }, (_, at) => [
        name('q', at),
        new Map([
          [name('d', at), 1],
          ['gone', 1],
        ]),
      ]),
    ),
  };
  const run = new Map(
    set.queries.map(({ id }, at) => [
      id,
      corpus.map((passage, row) => ({ id: passage.id, score: row === at ? 0.5 : 1 / (1 + row) })),
    ]),
  );
  return {
    set,
    queries: { count: queries, width: FAKE_WIDTH, values: queryRows },
    corpus: { passages: corpus, embeddings: { count: passages, width: FAKE_WIDTH, values: passageRows } },
    run,
  };
}
