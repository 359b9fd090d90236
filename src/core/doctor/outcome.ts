import type { Closing, Outcome } from './check';
import type { WorstExamples } from './examples';
import type { Finding } from './finding';
import type { FixName } from './fixes';
import type { Remedy } from './remedy';

interface Found extends Pick<Finding, 'check' | 'severity' | 'unit' | 'count' | 'explanation'> {
  /** All that were looked at, in the same unit. */
  readonly of: number;
  readonly parts?: Finding['parts'];
  readonly examples: WorstExamples;
  readonly fix?: { readonly name: FixName; readonly does: Remedy } | 'always';
}

/** Puts together what a check ends with; nothing where nothing was found. */
export function outcome(
  { of, parts = [], examples, fix, ...said }: Found,
  { rowAt }: Pick<Closing, 'rowAt'>,
): Outcome[] {
  if (said.count === 0) return [];
  const named = typeof fix === 'object' ? fix : null;
  return [
    {
      finding: {
        ...said,
        share: said.count / Math.max(of, 1),
        parts,
        examples: examples.list(rowAt),
        fix: named?.name ?? (fix === 'always' ? 'always' : null),
      },
      remedy: named === null ? null : { fix: named.name, does: named.does },
    },
  ];
}
