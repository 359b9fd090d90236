import { createRandom } from '../random/random';
import { textHash } from '../text/text-hash';
import { createColumn } from './column';
import type { Passage } from './eval-set';
import { createNumbering, type Numbering } from './numbering';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';
import { placesWhere } from './select-rows';

/** Distinct passages of training rows, as a corpus to rank. */
export interface PassagePool {
  readonly corpus: readonly Passage[];
  /** Distinct passages of the rows, in the corpus or not. */
  readonly passages: number;
  /** Id of a passage of the corpus, by its text. */
  idOf(text: string): string | undefined;
}

export interface PoolOptions {
  /** Rows whose positives are in the corpus whatever happens. */
  readonly keep: Int32Array;
  /** The most passages, save those of `keep`; 0: all. More than these are drawn by the seed. */
  readonly most: number;
  readonly seed: number;
}

/** Where each distinct passage first stands: its row, and which of the row's positives and negatives it is. */
interface FirstPlaces {
  readonly numbering: Numbering;
  readonly rows: Int32Array;
  readonly texts: Int32Array;
}

/**
 * Collects labelled positives and negatives, one per `textHash`, in the order of the rows; ids are those of the
 * file where it gives them, else p1, p2, ....
 *
 * Synthetic positives and chains of thought are left out: an LLM wrote them for one query, so most do answer
 * it. As relevant passages they would make the ranking easy, as unjudged ones they would punish a model for
 * finding them, and in use neither stands in the corpus.
 */
export function poolPassages(rows: RowList, options: PoolOptions): PassagePool {
  const first = findPassages(rows);
  const corpus: Passage[] = [];
  const idOf = new Map<number, string>();
  const taken = new Set<string>();
  for (const number of choosePassages(rows, first, options)) {
    const row = rows.at(first.rows[number] ?? 0);
    const at = first.texts[number] ?? 0;
    if (!row) continue;
    const text = row.positives[at] ?? row.negatives[at - row.positives.length] ?? '';
    let id = row.positives.length > at ? row.positiveIds?.[at] : undefined;
    for (let n = number + 1; id === undefined || taken.has(id); n++) id = `p${n}`;
    taken.add(id);
    idOf.set(number, id);
    corpus.push({ id, title: '', text });
  }
  return {
    corpus,
    passages: first.numbering.size,
    idOf(text) {
      const number = first.numbering.find(textHash(text));
      return number === undefined ? undefined : idOf.get(number);
    },
  };
}

function findPassages(rows: RowList): FirstPlaces {
  const { passages, starts, positives, negatives } = digestOf(rows);
  const numbering = createNumbering();
  const firstRows = createColumn((length) => new Int32Array(length));
  const texts = createColumn((length) => new Int32Array(length));
  for (let row = 0; row < rows.length; row++) {
    const start = starts[row] ?? 0;
    const labelled = (positives[row] ?? 0) + (negatives[row] ?? 0);
    for (let at = 0; at < labelled; at++) {
      const known = numbering.size;
      if (numbering.numberOf(passages[start + at] ?? 0) < known) continue;
      firstRows.push(row);
      texts.push(at);
    }
  }
  return { numbering, rows: firstRows.values(), texts: texts.values() };
}

/** Numbers of the passages of the corpus, ascending. */
function choosePassages(
  rows: RowList,
  { numbering }: FirstPlaces,
  { keep, most, seed }: PoolOptions,
): Int32Array {
  const count = numbering.size;
  if (most === 0 || count <= most) return placesWhere(count, () => true);
  const { passages, starts, positives } = digestOf(rows);
  const chosen = new Uint8Array(count);
  let left = most;
  const choose = (number: number): void => {
    if (chosen[number] === 0) left--;
    chosen[number] = 1;
  };
  for (const row of keep) {
    const start = starts[row] ?? 0;
    for (let at = 0; at < (positives[row] ?? 0); at++) {
      choose(numbering.numberOf(passages[start + at] ?? 0));
    }
  }
  const random = createRandom(seed);
  const others = Array.from(placesWhere(count, (number) => chosen[number] === 0));
  // The head of a shuffle: only as many places are drawn as are wanted.
  for (let i = 0; i < others.length && left > 0; i++) {
    const j = i + random.int(others.length - i);
    const drawn = others[j] ?? 0;
    others[j] = others[i] ?? 0;
    choose(drawn);
  }
  return placesWhere(count, (number) => chosen[number] === 1);
}
