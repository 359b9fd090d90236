import type { GridName } from '../core/study/grid-names';
import type { StudyTable, StudyTableRow } from '../core/study/study-table';
import type { PlannedCell } from '../engine/protocol/study';
import { formatDuration, formatPlural } from './format-value';
import type { StudyState } from './study-store';

/** What each grid answers, for a person who has not read the paper. */
export const GRID_PURPOSES: Readonly<Record<GridName, { readonly label: string; readonly purpose: string }>> =
  {
    views: {
      label: 'Synthetic texts',
      purpose:
        'Labelled passages alone, with reasoning, with a synthetic passage and hard negative, with both.',
    },
    forms: {
      label: 'Form of the distillation loss',
      purpose: 'Whether one fitting text is enough ("in", the paper\'s) or all are pulled ("out").',
    },
    losses: { label: 'Losses', purpose: 'InfoNCE, soft nearest neighbour, distillation.' },
    paradigms: {
      label: 'How passages were made',
      purpose: 'Each way by itself, and mixed with passages of people; only where the rows say so.',
    },
  };

/** The line beside the region's name. */
export function studySummary({ phase, done, total, table }: StudyState): string {
  if (total === 0) return 'Compare variants of a run, each with several seeds.';
  const failed = table === null ? 0 : failedCells(table);
  const failing = failed === 0 ? '' : `, ${String(failed)} failed`;
  const count = `${String(done)} of ${formatPlural(total, 'cell')}${failing}`;
  if (phase === 'finished') return `Finished: ${count}.`;
  return phase === 'running' ? `Under way: ${count}.` : `Stopped: ${count} are kept.`;
}

/** Rows that share a run share its cells. */
function failedCells({ rows }: StudyTable): number {
  return rows.reduce((sum, { sameAs, failed }) => sum + (sameAs === null ? failed.length : 0), 0);
}

/** "500 rows an epoch, 48 steps": runs of other sizes are told apart by more than what they change. */
export function sizeWords({
  rows,
  steps,
}: {
  readonly rows: number | null;
  readonly steps: number | null;
}): string | null {
  if (rows === null || steps === null) return null;
  return `${formatPlural(rows, 'row')} an epoch, ${formatPlural(steps, 'step')}`;
}

/** "12 cells, about 48 min on this device; 4 of them are stored." */
export function planWords(cells: readonly PlannedCell[], seconds: number): string {
  const stored = cells.filter((cell) => cell.stored).length;
  const count = formatPlural(cells.length, 'cell');
  if (stored === cells.length) return `${count}, all stored: the table needs no training.`;
  const kept = stored === 0 ? '' : ` ${String(stored)} of them are stored and not computed again.`;
  return `${count}, about ${formatDuration(seconds)} on this device.${kept}`;
}

/** The name of a row, with the grid where the name alone would not tell. */
export function rowName(
  { rows }: Pick<StudyTable, 'rows'>,
  row: Pick<StudyTableRow, 'id' | 'name' | 'grid'>,
): string {
  const twin = rows.some(({ id, name }) => name === row.name && id !== row.id);
  return twin && row.grid !== null ? `${row.grid}: ${row.name}` : row.name;
}
