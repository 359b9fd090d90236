import { proposePairs } from '../core/preferences/propose-pairs';
import { pairRates } from '../core/preferences/pair-rates';
import { UNJUDGED, type Judgements, type RankedQuery } from '../core/preferences/pair';
import type { PairsChange, PairsReport } from '../engine/protocol/pairs';

const PASSAGES = [
  'From flat, the 360 Wh pack of the Commute takes five and a half hours on the 2 A charger.',
  'The 720 Wh pack ships with the 4 A charger, which fills it in five and a half hours.',
  'On flat streets a Commute with the 360 Wh pack covers about 65 km in Eco.',
];

const QUERIES: readonly RankedQuery[] = ['how long does it charge', 'which charger comes with it'].map(
  (text, at) => ({
    id: `t-${at}`,
    text,
    candidates: PASSAGES.map((passage, place) => ({
      id: `p-${place}`,
      text: passage,
      rank: place + 1,
      score: 0.8 - place / 10,
      labelled: place === at,
    })),
  }),
);

/** Pairs and verdicts as the engine keeps them, in memory. */
export class FakePairs {
  #proposed = false;
  readonly #judgements = new Map<string, Judgements>();

  propose(): PairsReport {
    this.#proposed = true;
    return this.report();
  }

  clear(): PairsReport {
    this.#proposed = false;
    this.#judgements.clear();
    return this.report();
  }

  judge(id: string, change: Partial<Judgements>): PairsChange {
    const judgements = { ...UNJUDGED, ...this.#judgements.get(id), ...change };
    this.#judgements.set(id, judgements);
    return { changed: [{ id, ...judgements }], rates: this.report().rates };
  }

  report(): PairsReport {
    const queries = this.#proposed ? QUERIES : [];
    const pairs = proposePairs(queries, { sampled: 0, seed: 1 });
    const judgements = this.#judgements;
    return {
      queries,
      pairs: pairs.map((pair) => ({ ...pair, ...UNJUDGED, ...judgements.get(pair.id) })),
      rates: pairRates({ queries, pairs, judgements }),
      model: this.#proposed ? 'pocket' : '',
      corpus: this.#proposed ? 'training' : '',
      ended: '',
      counts: null,
      notes: [],
    };
  }
}
