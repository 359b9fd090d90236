import type { StudyEvent } from '../engine/protocol/study.ts';
import type { RowFigure, StudyTable } from '../core/study/study-table.ts';

/** A finished cell in a line; at the start, what was stored. */
export function describeStudyEvent({ cell, done, total, table }: StudyEvent): string {
  const count = `${String(done)} of ${String(total)} cells`;
  if (cell === null) return done === 0 ? `study: ${String(total)} cells` : `study: ${count} are stored`;
  const seed = cell.seed === null ? '' : ` seed ${String(cell.seed)}`;
  const values = cell.sets.map(
    ({ name, values: all }) => `${name} ${mean(all).toFixed(4)}`, // the mean over the queries
  );
  return `study: ${count}: ${cell.run}${seed}: ${table.metric} ${values.join(', ')} (${cell.seconds.toFixed(0)} s)`;
}

/** The whole table, set by set, as lines of text in columns. */
export function describeStudyTable({ sets, rows, metric, reference }: StudyTable): string[] {
  return sets.flatMap(({ name, split, role, queries }, at) => {
    const where = role === 'in' ? 'in distribution' : 'out of distribution';
    const head = `${name} ${split}, ${where}, ${String(queries)} queries: ${metric}, difference to ${reference}`;
    const lines = rows.map((row) => {
      const label = `${row.grid ?? 'baseline'}: ${row.name}`.padEnd(48);
      const figure = row.figures[at] ?? null;
      return `  ${label} ${figure === null ? '-' : describeFigure(figure)}`;
    });
    return [head, ...lines];
  });
}

function describeFigure({ mean: value, low, high, spread, delta, adjustedP }: RowFigure): string {
  const own = `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
  const seeds = spread === null ? '' : `, seeds ${spread.min.toFixed(4)} to ${spread.max.toFixed(4)}`;
  if (delta === null) return own + seeds;
  const difference = `${signed(delta.mean)} [${signed(delta.low)}, ${signed(delta.high)}]`;
  return `${own}${seeds}; ${difference} ${delta.verdict}, p ${delta.p.toFixed(4)}, corrected ${(adjustedP ?? 1).toFixed(4)}`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
