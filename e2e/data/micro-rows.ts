/** Training rows in the micro model's words: each query and its passage share words that no other row has. */
export function microRows(count: number): string {
  const word = (n: number): string => `word${n % 40}`;
  const rows = Array.from({ length: count }, (_, i) => ({
    query: `${word(3 * i)} ${word(3 * i + 1)}`,
    positive: `${word(3 * i + 1)} ${word(3 * i + 2)} ${word(3 * i)} ${word(7 * i + 5)}`,
  }));
  return rows.map((row) => JSON.stringify(row)).join('\n');
}
