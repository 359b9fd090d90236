import type { Passage } from '../../core/data/eval-set';
import { createNumbering } from '../../core/data/numbering';
import { digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import { passageText } from '../../core/formats/beir/read-beir-training';
import { answersById } from '../../core/mining/answers-by-id';
import type { MinedCorpus } from '../../core/mining/mined-rows';
import { textHash } from '../../core/text/text-hash';

/** The passages that are ranked, with the hashes that tell which texts are the same. */
export interface CorpusTexts extends MinedCorpus {
  readonly passages: readonly Passage[];
  /** Whether the ids of rows may be of this corpus too. */
  readonly sharesIds: boolean;
  /** Of the passage with its title, and without where it has one. */
  hashesAt(place: number): readonly number[];
}

/** A passage becomes the text that the readers of training data make of it: its title, then its text. */
export function createCorpusTexts(passages: readonly Passage[], sharesIds: boolean): CorpusTexts {
  const hashes = Float64Array.from(passages, (passage) => textHash(passageText(passage)));
  const bare = passages.some(({ title }) => title !== '')
    ? Float64Array.from(passages, ({ text }) => textHash(text))
    : null;
  const none: readonly number[] = [];
  return {
    passages,
    sharesIds,
    textAt: (place) => {
      const passage = passages[place];
      return passage === undefined ? '' : passageText(passage);
    },
    hashAt: (place) => hashes[place] ?? 0,
    hashesAt: (place) => {
      const hash = hashes[place];
      if (hash === undefined) return none;
      return bare === null ? [hash] : [hash, bare[place] ?? hash];
    },
  };
}

/** Which passages of the corpus are the answers of the rows, by text and, in a corpus whose ids they share, by id. */
export interface AnswerPlaces {
  /** Of the answer `i` of a row; undefined where the corpus lacks its text. */
  placeOf(row: number, i: number): number | undefined;
  /** Whether a passage is an answer of the query, given by its hash, by its id (see `answersById`). */
  answersById(query: number, place: number): boolean;
}

export function createAnswerPlaces(rows: RowList, corpus: CorpusTexts): AnswerPlaces {
  const { passages, starts } = digestOf(rows);
  const byText = createNumbering();
  const places: number[] = [];
  corpus.passages.forEach((_, place) => {
    for (const hash of corpus.hashesAt(place))
      if (byText.numberOf(hash) === places.length) places.push(place);
  });
  const byId = corpus.sharesIds ? answersById(rows, corpus.passages) : null;
  return {
    placeOf(row, i) {
      const number = byText.find(passages[(starts[row] ?? 0) + i] ?? 0);
      return number === undefined ? undefined : places[number];
    },
    answersById: (query, place) => byId?.get(query)?.has(corpus.passages[place]?.id ?? '') ?? false,
  };
}
