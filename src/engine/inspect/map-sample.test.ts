import { expect, test } from 'vitest';
import type { EvalSet } from '../../core/data/eval-set';
import { chooseMapSample } from './map-sample';
import { passageRows } from './passage-rows';

/** The first query has 14 relevant passages of 20, the second one of these. */
function set(): EvalSet {
  const corpus = Array.from({ length: 20 }, (_, at) => ({ id: `d${String(at)}`, title: '', text: '' }));
  const judged = (rows: readonly number[]) => new Map(rows.map((row) => [`d${String(row)}`, 1]));
  const many = corpus.slice(0, 14).map((_, at) => at);
  const queries = ['many', 'one'].map((id) => ({ id, text: id }));
  const qrels = new Map([
    ['many', judged(many)],
    ['one', judged([13])],
  ]);
  return { name: 'dev', corpus, queries, qrels };
}

test('whatever stands on the map and is relevant is known to be, also where it was drawn at random (seed 51)', () => {
  const data = set();
  const rows = passageRows(data.corpus, data, 1);
  const sample = chooseMapSample(data, rows, { queries: 5, passages: 18 }, 51);
  expect(sample.passages).toHaveLength(18);
  expect(sample.queries).toHaveLength(2);
  for (const [at, query] of sample.queries.entries()) {
    const relevant = rows.relevantTo(data.queries[query]?.id ?? '');
    const shown = sample.passages.flatMap((row, place) => (relevant.includes(row) ? [place] : []));
    expect([...(sample.relevant[at] ?? [])].sort((a, b) => a - b)).toEqual(shown);
  }
});
