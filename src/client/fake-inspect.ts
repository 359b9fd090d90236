/** Canned answers about questions, rankings and searches: for tests and screenshots only, never part of the built page. */
import type {
  Comparison,
  QuestionsReport,
  QuestionsRequest,
  SearchReport,
  SystemName,
} from '../engine/protocol/inspect';
import { finishedResult } from './fake-reports';

/** The questions of `finishedResult`. */
export function fakeQuestions({ of, set, metric }: QuestionsRequest): QuestionsReport {
  const { queries, metrics } = finishedResult();
  const ofRun = of === 'run';
  return {
    of,
    set,
    metric,
    metrics: Object.keys(metrics),
    ids: queries.map(({ id }) => id),
    texts: queries.map(({ text }) => text),
    bm25: Float64Array.from(queries, ({ bm25 }) => bm25),
    before: ofRun ? Float64Array.from(queries, ({ before }) => before) : null,
    after: Float64Array.from(queries, ({ after }) => after),
    firstBefore: ofRun ? Uint8Array.from(queries, ({ before }) => Number(before > 0.9)) : null,
    firstAfter: Uint8Array.from(queries, ({ after }) => Number(after > 0.9)),
  };
}

/** Rankings in which the trained model swaps the first two passages. */
export function fakeComparison(query: string, systems: readonly SystemName[]): Comparison {
  const passages = Array.from({ length: 10 }, (_, at) => {
    const swapped = at < 2 ? 1 - at : at;
    const place = { rank: at + 1, score: 1 - at / 20 };
    return {
      id: `d-${String(at)}`,
      title: '',
      text: `Passage ${String(at)} about the battery and its charger.`,
      grade: at === 1 ? 1 : null,
      places: { bm25: place, before: place, after: { rank: swapped + 1, score: 1 - swapped / 20 } },
    };
  });
  return { query, systems, listed: 10, depth: 100, relevanceLevel: 1, passages, relevantLeftOut: 0 };
}

/** A search that took no time. */
export function fakeSearch(set: string, query: string): SearchReport {
  const systems = ['bm25', 'before', 'after'] as const;
  return {
    ...fakeComparison(query, systems),
    set,
    corpusSize: 180,
    times: systems.map((system) => ({ system, embed: system === 'bm25' ? null : 2, search: 1 })),
    indexBytes: 276_480,
  };
}
