import type { EvaluationData } from '../data/evaluation-data';
import type { Passage } from '../data/eval-set';
import { textHash } from '../text/text-hash';
import { NumberTable } from './number-table';

/** Texts that the figures are measured on, each once, and where they stand. */
export interface MeasuredTexts {
  readonly texts: readonly string[];
  /** Of text i: "sample test", one for each split. */
  readonly places: readonly (readonly string[])[];
  /** An id of text i in the first of its places, for people. */
  readonly ids: readonly string[];
  /** Number of the text with this `textHash`. */
  numberOf(hash: number): number | undefined;
}

/** The queries of every split but those to train on. */
export function measuredQueries(evaluations: readonly EvaluationData[]): MeasuredTexts {
  const collected = collector();
  for (const { place, split } of measuredSplits(evaluations))
    for (const { id, text } of split.queries) collected.add(text, [textHash(text)], id, place);
  return collected;
}

/** The passages that are judged relevant for those queries. A passage is known with and without its title. */
export function measuredAnswers(evaluations: readonly EvaluationData[]): MeasuredTexts {
  const collected = collector();
  for (const { place, split } of measuredSplits(evaluations)) {
    const relevant = new Set<string>();
    for (const grades of split.qrels.values())
      for (const [id, grade] of grades) if (grade > 0) relevant.add(id);
    for (const passage of split.corpus)
      if (relevant.has(passage.id)) collected.add(passage.text, passageHashes(passage), passage.id, place);
  }
  return collected;
}

/** `textHash` of a passage as a training row may hold it: its text, and its text after its title. */
export function passageHashes({ title, text }: Passage): number[] {
  return [...(text === '' ? [] : [textHash(text)]), ...(title === '' ? [] : [textHash(`${title} ${text}`)])];
}

function measuredSplits(evaluations: readonly EvaluationData[]) {
  return evaluations.flatMap(({ name, splits }) =>
    splits
      .filter((split) => split.name !== 'train')
      .map((split) => ({ split, place: `${name} ${split.name}` })),
  );
}

function collector(): MeasuredTexts & {
  add(text: string, hashes: readonly number[], id: string, place: string): void;
} {
  const texts: string[] = [];
  const ids: string[] = [];
  const places: string[][] = [];
  const numbers = new NumberTable();
  return {
    texts,
    ids,
    places,
    numberOf: (hash) => numbers.get(hash),
    add(text, hashes, id, place) {
      const known = hashes.map((hash) => numbers.get(hash)).find((number) => number !== undefined);
      const number = known ?? texts.push(text) - 1;
      for (const hash of hashes) numbers.enter(hash, number);
      if (known === undefined) ids.push(id);
      const there = (places[number] ??= []);
      if (!there.includes(place)) there.push(place);
    },
  };
}
