/** A fault in what the user gave: says which file, where known which line, and why. Prints as `file:line: reason`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly file: string;
  readonly reason: string;
  readonly line: number | undefined;

  constructor(file: string, reason: string, line?: number) {
    super(line === undefined ? `${file}: ${reason}` : `${file}:${line}: ${reason}`);
    this.file = file;
    this.reason = reason;
    this.line = line;
  }
}
