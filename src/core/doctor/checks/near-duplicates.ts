import type { TrainingRow } from '../../data/training-row';
import type { Check, Closing } from '../check';
import { comparable, similarity, type Comparable } from '../comparable';
import { WorstExamples } from '../examples';
import { foldText } from '../fold-text';
import { NearCandidates } from '../near-candidates';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';
import { NEAR } from '../sketch';
import { repeatOf } from './duplicates';

/** Earlier rows that a row is compared with, at most. */
const COMPARED = 4;
/** Earlier rows whose texts are kept for the next comparison: a pattern of thousands of rows repeats one of them. */
const REMEMBERED = 256;
/** Rows between two looks at the clock: comparing takes up to a tenth of a millisecond a row. */
const STEP = 64;
/** Rows between two reports of progress. */
const TOLD = 16 * STEP;
const NONE = -1;

/**
 * Rows nearly the same as an earlier one: Jaccard similarity of the shingles at least 0.75 both of the queries and of the
 * first positives, and the same numbers in them. Found by MinHash (see `NearCandidates`), then compared exactly; a row is
 * reported with one earlier row, by preference with one that repeats none itself.
 * @param known Whether the row visited last was found to be a repetition already
 */
export function nearDuplicates(rows: number, known: () => boolean): Check {
  const candidates = new NearCandidates(rows);
  return {
    visit({ index, querySketch, positiveSketch }) {
      if (!known()) candidates.enter(index, querySketch, positiveSketch);
    },
    async finish(closing) {
      const { pause, progress } = closing;
      await candidates.find({
        pause,
        progress: (share) => {
          progress(share / 2);
        },
      });
      const { does, examples, count } = await compare(candidates, closing);
      return outcome(
        {
          check: 'nearly the same query and positive',
          severity: 'note',
          unit: 'row',
          count,
          of: rows,
          explanation:
            'Almost the same row again. As negatives of each other in a batch such rows teach the wrong thing, and held out they flatter the result.',
          examples,
          fix: { name: 'near-duplicates', does },
        },
        closing,
      );
    },
  };
}

/** Compares the texts themselves, so that what is reported is nearly the same without doubt. */
async function compare(candidates: NearCandidates, { rows, rowAt, pause, progress }: Closing) {
  const does = new Remedy();
  const examples = new WorstExamples();
  const earlierOf = new Int32Array(rows).fill(NONE);
  const texts = new RowTexts(rowAt);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (row % STEP === 0) await pause();
    if (row % TOLD === 0) progress(0.5 + row / rows / 2);
    const found = nearest(row, withOriginals(candidates.of(row), earlierOf), texts);
    if (found === undefined) continue;
    count++;
    earlierOf[row] = found.other;
    does.leaveOutRepeat(row, found.other);
    examples.add(row, found.score, (shown) => repeatOf(shown, rowAt(found.other)));
  }
  progress(1);
  return { does, examples, count };
}

/** The candidates, each after the row that it repeats, so that all of a pattern refer to one. */
function withOriginals(others: readonly number[], earlierOf: Int32Array): number[] {
  const originals = others.flatMap((other) => {
    const original = earlierOf[other] ?? NONE;
    return original === NONE ? [other] : [original, other];
  });
  return [...new Set(originals)].slice(0, COMPARED);
}

/** The first of the candidates that the row is nearly the same as. */
function nearest(
  row: number,
  others: readonly number[],
  texts: RowTexts,
): { readonly other: number; readonly score: number } | undefined {
  if (others.length === 0) return undefined;
  const own = texts.read(row);
  for (const other of others) {
    const { query, positive } = texts.remembered(other);
    const queries = similarity(own.query, query);
    const score = queries < NEAR ? 0 : Math.min(queries, similarity(own.positive, positive));
    if (score >= NEAR) return { other, score };
  }
  return undefined;
}

interface Texts {
  readonly query: Comparable;
  readonly positive: Comparable;
}

/** Query and first positive of rows, ready to be compared. */
class RowTexts {
  readonly #rowAt: (index: number) => TrainingRow;
  readonly #remembered = new Map<number, Texts>();

  constructor(rowAt: (index: number) => TrainingRow) {
    this.#rowAt = rowAt;
  }

  read(index: number): Texts {
    const { query, positives } = this.#rowAt(index);
    return {
      query: comparable(foldText(query), 'query'),
      positive: comparable(foldText(positives[0] ?? ''), 'passage'),
    };
  }

  /** The same; those asked for last are kept. */
  remembered(index: number): Texts {
    const known = this.#remembered.get(index);
    const texts = known ?? this.read(index);
    this.#remembered.delete(index);
    this.#remembered.set(index, texts);
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size > REMEMBERED) this.#remembered.delete(oldest);
    return texts;
  }
}
