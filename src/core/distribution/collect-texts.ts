import type { EvaluationData } from '../data/evaluation-data';
import { createNumbering } from '../data/numbering';
import { UNSTATED_PARADIGM } from '../data/row-groups';
import type { RowList } from '../data/row-list';
import type { TrainingRow } from '../data/training-row';
import { InputError } from '../input-error';
import { createRandom, type Random } from '../random/random';
import { formatPassage } from '../text/prompts';
import { textHash } from '../text/text-hash';
import { nameGroup, type TextGroup } from './text-group';

/** Texts of a group that are compared: all different ones, or so many drawn by chance. */
export interface CollectedTexts {
  readonly name: string;
  /** Different texts of the group. */
  readonly distinct: number;
  readonly texts: readonly string[];
}

/** What groups are made of. */
export interface TextSources {
  readonly rows: RowList;
  readonly evaluations: readonly Pick<EvaluationData, 'name' | 'splits'>[];
  /** Put titles before passages. */
  readonly titles: boolean;
}

export interface CollectOptions {
  readonly seed: number;
  /** The most texts of a group; of more, each is kept with the same chance. */
  readonly most: number;
  readonly pause: () => Promise<void>;
}

const AT_ONCE = 256;
const NO_PROMPTS = { query: '', passage: '' };

/**
 * The different texts (by `textHash`) of two groups; reads the training rows at most once.
 * @throws InputError for a group without texts
 */
export async function collectTexts(
  groups: readonly [TextGroup, TextGroup],
  sources: TextSources,
  { seed, most, pause }: CollectOptions,
): Promise<readonly [CollectedTexts, CollectedTexts]> {
  const collectors = groups.map((group, at) => ({
    group,
    into: new TextSample(most, createRandom(seed + at)),
  }));
  if (groups.some(({ from }) => from === 'rows')) {
    let read = 0;
    for (const row of sources.rows) {
      if (read++ % AT_ONCE === 0) await pause();
      for (const { group, into } of collectors) for (const text of textsOfRow(row, group)) into.add(text);
    }
  }
  for (const { group, into } of collectors) {
    let read = 0;
    for (const text of textsOfSet(group, sources)) {
      if (read++ % AT_ONCE === 0) await pause();
      into.add(text);
    }
  }
  const [a, b] = collectors.map(({ group, into }) => into.finish(nameGroup(group)));
  if (a === undefined || b === undefined) throw new Error('two groups are compared');
  return [a, b];
}

function textsOfRow(row: TrainingRow, group: TextGroup): readonly string[] {
  if (group.from !== 'rows') return [];
  if (group.file !== undefined && row.file !== group.file) return [];
  if (group.paradigm !== undefined && (row.paradigm ?? UNSTATED_PARADIGM) !== group.paradigm) return [];
  switch (group.texts) {
    case 'queries':
      return [row.query];
    case 'positives':
      return row.positives;
    case 'synthetic':
      return row.synthetic === undefined ? [] : [row.synthetic.text];
  }
}

function* textsOfSet(group: TextGroup, { evaluations, titles }: TextSources): Generator<string> {
  if (group.from !== 'set') return;
  const splits = evaluations.find(({ name }) => name === group.set)?.splits ?? [];
  if (group.texts === 'queries') for (const { queries } of splits) for (const { text } of queries) yield text;
  else for (const passage of splits[0]?.corpus ?? []) yield formatPassage(passage, NO_PROMPTS, titles);
}

/** Keeps different texts; of more than it may keep, a fair sample (Vitter's algorithm R). */
class TextSample {
  readonly #most: number;
  readonly #random: Random;
  readonly #seen = createNumbering();
  readonly #texts: string[] = [];

  constructor(most: number, random: Random) {
    this.#most = most;
    this.#random = random;
  }

  add(text: string): void {
    const before = this.#seen.size;
    if (this.#seen.numberOf(textHash(text)) < before) return;
    const place = before < this.#most ? before : this.#random.int(before + 1);
    if (place < this.#most) this.#texts[place] = text;
  }

  finish(name: string): CollectedTexts {
    if (this.#texts.length === 0) throw new InputError(name, 'there are no texts to compare');
    return { name, distinct: this.#seen.size, texts: this.#texts };
  }
}
