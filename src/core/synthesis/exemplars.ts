import type { Passage } from '../data/eval-set';
import { createRandom } from '../random/random';
import { exactHash, textHash } from '../text/text-hash';
import type { SyntheticRow } from './synthetic-row';

/** A text, or a labelled pair, that a prompt may show. Plain data: it is kept with the unfinished work. */
export interface Exemplar {
  /** Empty for a text alone. */
  readonly query: string;
  readonly text: string;
  /** Hashes of the whole texts, to tell whose answer an example would give away. */
  readonly queryHash: number;
  readonly textHash: number;
}

/** Examples that are drawn from, at most. */
const POOL = 200;
/** Characters of an example that are shown: the beginning tells its kind. */
const SHOWN = 900;

/** Draws the examples that rows choose from, by the seed. */
export function exemplarPool(
  given: readonly { readonly query: string; readonly text: string }[],
  seed: number,
): Exemplar[] {
  const order = createRandom(seed).shuffle(Array.from(given.keys()));
  return order.slice(0, POOL).flatMap((at) => {
    const pair = given[at];
    return pair === undefined ? [] : [exemplar(pair)];
  });
}

function exemplar({ query, text }: { readonly query: string; readonly text: string }): Exemplar {
  const shown = text.length <= SHOWN ? text : `${text.slice(0, SHOWN).replace(/\s+\S*$/u, '')} ...`;
  return { query, text: shown, queryHash: textHash(query), textHash: textHash(text) };
}

/** The texts of documents, as examples. */
export function documentTexts(documents: readonly Passage[]): { query: string; text: string }[] {
  return documents.filter(({ text }) => text.trim() !== '').map(({ text }) => ({ query: '', text }));
}

/**
 * The examples for a row: `count` of the pool drawn by the seed and the row, none with its query or its passage, so that
 * no answer is given away.
 */
export function exemplarsFor(
  { id, query, positive }: Pick<SyntheticRow, 'id' | 'query' | 'positive'>,
  pool: readonly Exemplar[],
  count: number,
  seed: number,
): Exemplar[] {
  const [ownQuery, ownText] = [textHash(query), textHash(positive)];
  const random = createRandom((exactHash(id) ^ seed) >>> 0);
  const others = pool.filter(
    (one) => (one.query === '' || one.queryHash !== ownQuery) && one.textHash !== ownText,
  );
  return random.shuffle([...others]).slice(0, count);
}

/** Examples as a prompt shows them, with an empty line behind; empty without any. */
export function showExemplars(exemplars: readonly Exemplar[], passage: 'Passage' | 'Document'): string {
  const [first] = exemplars;
  if (first === undefined) return '';
  const isPairs = first.query !== '';
  const shown = exemplars.map(({ query, text }, at) =>
    isPairs ? `Query: ${query}\n${passage}: ${text}` : `${at + 1}. ${text}`,
  );
  const heading = isPairs
    ? `Examples of queries with the ${passage.toLowerCase()} that answers them:`
    : 'Texts of the collection, to show their kind and style; they need not be about the same:';
  return `${[heading, ...shown].join('\n\n')}\n\nNow the task.\n\n`;
}
