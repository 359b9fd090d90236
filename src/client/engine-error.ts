import type { WireError } from '../engine/protocol';

/** An error of the engine, revived in the page. `file` and `line` are there when the fault lies in an input. */
export class EngineError extends Error {
  override readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Which column holds what, where a file could not be read without the answer. */
  readonly question: WireError['question'];

  constructor(wire: WireError) {
    super(wire.message);
    this.name = wire.name;
    this.file = wire.file;
    this.line = wire.line;
    this.question = wire.question;
    if (wire.stack !== undefined) this.stack = wire.stack;
  }
}

/** True for a call that ended because its signal was aborted. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
