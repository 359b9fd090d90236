/**
 * One line of a CSV file, line end included [RFC 4180]: cells that hold a comma, a quote or a line end are quoted,
 * quotes inside doubled. Numbers are written so that they read back the same.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => quoteCell(String(cell))).join(',')}\r\n`;
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
