import { rowsToUse, stage1Line } from '../../core/synthesis/stage1-line';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';

/** The rows that training uses as stage-1 JSONL, and remarks on those that cannot be used. */
export function stage1Text(rows: readonly SyntheticRow[]): { text: string; notes: string[] } {
  const used = rowsToUse(rows);
  const lines = used.flatMap((row) => {
    const line = stage1Line(row);
    return line === null ? [] : [`${JSON.stringify(line)}\n`];
  });
  const left = used.length - lines.length;
  const notes =
    left === 0
      ? []
      : [
          `${left} ${left === 1 ? 'row was' : 'rows were'} left out, because nothing in them answers the query.`,
        ];
  return { text: lines.join(''), notes };
}
