import type { SimilarityEvent } from '../protocol/similarity';
import { unitRows } from './cosine';
import { chooseMapSample, type MapBudget, type MapSample } from './map-sample';
import { passageRows, type PassageRows } from './passage-rows';
import { samplePoints, type SamplePoints } from './sample-points';
import type { Sight } from './sight';
import { hardestPairs, randomPairs, relevantPairs, type Pair } from './similarity-pairs';
import { summariseSimilarity, type PairKinds } from './summarise-similarity';

/** What decides which pairs and points are looked at. */
export interface ObserverSettings {
  readonly seed: number;
  readonly relevanceLevel: number;
}

/** What one look at a set gives. */
export interface Look {
  readonly similarity: Pick<SimilarityEvent, keyof PairKinds>;
  /** The sample's embeddings at unit length, [queries, width] and [passages, width]. */
  readonly queries: Float32Array;
  readonly passages: Float32Array;
}

/** One evaluation set, the same pairs and points of it at every look. */
export class ObservedSet {
  readonly sample: MapSample;
  readonly points: SamplePoints;
  readonly #rows: PassageRows;
  readonly #relevant: readonly Pair[];
  readonly #random: readonly Pair[];

  constructor(
    name: string,
    first: Pick<Sight, 'set' | 'corpus'>,
    { seed, relevanceLevel }: ObserverSettings,
    budget: MapBudget,
  ) {
    const { set, corpus } = first;
    this.#rows = passageRows(corpus.passages, set, relevanceLevel);
    this.#relevant = relevantPairs(set, this.#rows);
    this.#random = randomPairs(set, this.#rows, seed);
    this.sample = chooseMapSample(set, this.#rows, budget, seed);
    this.points = samplePoints(name, first, this.sample);
  }

  look({ set, queries, corpus, run }: Sight): Look {
    const hardest = hardestPairs(set, this.#rows, run);
    const pairs = { relevant: this.#relevant, random: this.#random, hardest };
    return {
      similarity: summariseSimilarity({ queries, corpus }, pairs),
      queries: unitRows(queries, this.sample.queries),
      passages: unitRows(corpus.embeddings, this.sample.passages),
    };
  }
}
