import type { Passage } from '../data/eval-set';
import { passageText } from '../formats/beir/read-beir-training';
import { createRandom } from '../random/random';
import { exactHash, textHash } from '../text/text-hash';
import type { SyntheticRow } from './synthetic-row';

/** A text, or a labelled pair, that a prompt may show. Plain data: it is kept with the unfinished work. */
export interface Exemplar {
  /** Empty for a text alone. */
  readonly query: string;
  readonly text: string;
  /** Hashes of the whole texts, of a document with and without its title, to tell whose answer it would give away. */
  readonly queryHash: number;
  readonly textHashes: readonly number[];
}

/** Examples that are drawn from, at most. */
const POOL = 200;
/** Characters of an example that are shown: the beginning tells its kind. */
const SHOWN = 900;

/**
 * Draws the examples that rows choose from, by the seed. One that is a text of these documents, with or without the title,
 * is known in both forms.
 */
export function exemplarPool(
  given: readonly { readonly query: string; readonly text: string }[],
  seed: number,
  documents: readonly Passage[],
): Exemplar[] {
  const order = createRandom(seed).shuffle(Array.from(given.keys()));
  const drawn = order.slice(0, POOL).flatMap((at) => given[at] ?? []);
  const forms = formsOf(new Set(drawn.map(({ text }) => textHash(text))), documents);
  return drawn.map(({ query, text }) => {
    const hash = textHash(text);
    return {
      query,
      text: shownPart(text),
      queryHash: textHash(query),
      textHashes: forms.get(hash) ?? [hash],
    };
  });
}

/** Hashes of the other form of those texts that are a document with or without its title. */
function formsOf(
  wanted: ReadonlySet<number>,
  documents: readonly Passage[],
): ReadonlyMap<number, readonly number[]> {
  const forms = new Map<number, readonly number[]>();
  for (const document of documents) {
    if (document.title === '') continue;
    const both = [textHash(document.text), textHash(passageText(document))];
    for (const hash of both)
      if (wanted.has(hash)) forms.set(hash, [...new Set([...(forms.get(hash) ?? []), ...both])]);
  }
  return forms;
}

function shownPart(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).replace(/\s+\S*$/u, '')} ...`;
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
    (one) => (one.query === '' || one.queryHash !== ownQuery) && !one.textHashes.includes(ownText),
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
