import { textHash } from '../../text/text-hash';
import type { Check, Closing, Visit } from '../check';
import { comparedPart, markedPart, WorstExamples } from '../examples';
import { NumberTable } from '../number-table';
import { outcome } from '../outcome';
import { pairHash } from '../pair-hash';
import { Remedy } from '../remedy';

/**
 * Rows that repeat an earlier one, whatever their negatives: all of their query-positive pairs stood in earlier rows
 * (compared by `textKey`), or their query and first positive did but for punctuation (see `foldText`).
 */
export interface Duplicates extends Check {
  /** Whether the row visited last is one. */
  readonly repeated: () => boolean;
}

export function duplicates(): Duplicates {
  const exact = new Repeats();
  const folded = new Repeats();
  let repeated = false;
  return {
    visit(visit) {
      const { index, query, positives } = visit;
      let earlier = exact.find(
        index,
        positives.map((positive) => pairHash(query, positive)),
      );
      if (earlier === undefined) {
        const { querySketch, positiveSketch } = visit;
        const pair = pairHash(textHash(querySketch.folded), textHash(positiveSketch.folded));
        earlier = positives.length === 1 ? folded.find(index, [pair]) : undefined;
      }
      repeated = earlier !== undefined;
    },
    repeated: () => repeated,
    finish: (closing) => [
      ...outcome(
        {
          check: 'same query and positive again',
          severity: 'warning',
          explanation:
            'A row that is there twice counts twice. Case, white space and the way accents are encoded make no difference.',
          fix: { name: 'duplicates', does: exact.does },
          ...exact.found(closing),
        },
        closing,
      ),
      ...outcome(
        {
          check: 'same query and positive but for punctuation',
          severity: 'note',
          explanation:
            'Probably the same row twice: only quotation marks, dashes, commas and the like differ.',
          fix: { name: 'punctuation-duplicates', does: folded.does },
          ...folded.found(closing),
        },
        closing,
      ),
    ],
  };
}

/** Which pairs stood in which row first. */
class Repeats {
  readonly does = new Remedy();
  readonly #first = new NumberTable();
  readonly #examples: { readonly index: number; readonly earlier: number }[] = [];
  #count = 0;

  /** The earlier row, where all pairs are known. */
  find(index: number, pairs: readonly number[]): number | undefined {
    const rows = pairs.map((pair) => this.#first.enter(pair, index));
    const [earlier] = rows;
    // A row may hold the same positive twice.
    if (earlier === undefined || rows.includes(undefined) || earlier === index) return undefined;
    this.#count++;
    this.does.leaveOutRepeat(index, earlier);
    if (this.#examples.length < 5) this.#examples.push({ index, earlier });
    return earlier;
  }

  found({ rows, rowAt }: Closing) {
    const examples = new WorstExamples();
    for (const { index, earlier } of this.#examples) {
      examples.add(index, 0, (row) => repeatOf(row, rowAt(earlier)));
    }
    return { unit: 'row' as const, count: this.#count, of: rows, examples };
  }
}

/** A row beside the earlier one that it repeats. */
export function repeatOf(row: Visit['row'], earlier: Visit['row']) {
  const place = `${earlier.file}:${earlier.line}`;
  const [positive = '', before = ''] = [row.positives[0], earlier.positives[0]];
  const same = row.query === earlier.query && positive === before;
  return {
    text: row.query,
    parts: same
      ? [markedPart('query', row.query, `also ${place}`), markedPart('positive', positive, `also ${place}`)]
      : [
          comparedPart('query', row.query, earlier.query),
          comparedPart('earlier query', earlier.query, row.query, place),
          comparedPart('positive', positive, before),
          comparedPart('earlier positive', before, positive, place),
        ],
  };
}
