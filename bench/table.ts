import type { Figure } from './figure.ts';

const HEADS = ['subject', 'figure', 'ours', 'beside', 'ratio', 'aim', 'note'] as const;

/** A number with three significant digits and its thousands set apart. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

function cells(figure: Figure): string[] {
  const { ours, other, ratio, reach, unit } = figure;
  const amount = (value: number): string => `${formatNumber(value)} ${unit}`.trim();
  return [
    figure.subject,
    figure.figure,
    ours === null ? 'none' : amount(ours),
    other === undefined ? '' : `${amount(other.value)} (${other.name})`,
    ratio === undefined ? '' : `${formatNumber(ratio)}×`,
    reach === undefined ? '' : `${reach.text}: ${reach.met ? 'reached' : 'missed'}`,
    figure.note ?? '',
  ];
}

/** Rows of cells without the columns that are empty throughout. */
function rowsOf(figures: readonly Figure[]): string[][] {
  const rows = [[...HEADS], ...figures.map(cells)];
  const used = HEADS.map((_, column) => rows.slice(1).some((row) => row[column] !== ''));
  return rows.map((row) => row.filter((_, column) => used[column]));
}

/** Columns aligned with blanks, for a terminal. */
export function textTable(figures: readonly Figure[]): string {
  const rows = rowsOf(figures);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same as Markdown, whose columns prettier aligns. */
export function markdownTable(figures: readonly Figure[]): string {
  const [heads = [], ...rows] = rowsOf(figures);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
