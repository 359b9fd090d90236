export interface Column {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** Columns of one length as CSV (RFC 4180), numbers at full precision, NaN as an empty cell. */
export function columnsToCsv(columns: readonly Column[]): string {
  const rows = columns[0]?.values.length ?? 0;
  const lines = [columns.map((column) => quote(column.name)).join(',')];
  for (let row = 0; row < rows; row++)
    lines.push(columns.map((column) => cell(column.values[row])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}

function quote(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
