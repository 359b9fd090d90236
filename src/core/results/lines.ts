/** Number (from 1) and content of each line that is not blank. A byte-order mark is dropped, any line end will do. */
export function* linesOf(text: string): Generator<readonly [line: number, content: string]> {
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (line.trim() !== '') yield [i + 1, line];
  }
}

/** The columns of a line, separated by any amount of white space. */
export function columnsOf(line: string): string[] {
  return line.trim().split(/\s+/);
}
