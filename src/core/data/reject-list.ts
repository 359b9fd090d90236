import { InputError } from '../input-error';
import type { Reject } from './training-row';

/** Rejects kept for display; the others are only counted. */
const KEPT = 1000;

export interface RejectList {
  /** `kind` groups rejects of the same cause; it is the reason itself unless that quotes the line. */
  add(reject: Reject, kind?: string): void;
  readonly kept: readonly Reject[];
  readonly count: number;
  /** What to throw when nothing in `file` was usable: the most frequent cause and its first line. */
  asError(file: string): InputError;
}

/** Creates an empty list. Memory is bounded, whatever the number of rejects. */
export function createRejectList(): RejectList {
  const kept: Reject[] = [];
  const kinds = new Map<string, { first: Reject; count: number }>();
  const counts = new Map<string, number>();
  let count = 0;
  return {
    add(reject, kind = reject.reason) {
      count++;
      if (kept.length < KEPT) kept.push(reject);
      counts.set(reject.file, (counts.get(reject.file) ?? 0) + 1);
      const key = `${reject.file}\n${kind}`;
      const known = kinds.get(key);
      if (known) known.count++;
      else if (kinds.size < KEPT) kinds.set(key, { first: reject, count: 1 });
    },
    kept,
    get count() {
      return count;
    },
    asError(file) {
      let most: { first: Reject; count: number } | undefined;
      for (const kind of kinds.values())
        if (kind.first.file === file && (!most || kind.count > most.count)) most = kind;
      if (!most) return new InputError(file, 'the file is empty: it holds no row');
      const times = describeCounts(most.count, counts.get(file) ?? most.count);
      return new InputError(file, `no usable row: ${most.first.reason}${times}`, most.first.line);
    },
  };
}

function describeCounts(most: number, all: number): string {
  if (all === 1) return '';
  return most === all
    ? ` (all ${all} lines were rejected for this reason)`
    : ` (all ${all} lines were rejected; ${most} for this reason)`;
}
