import type { MappingQuestion } from '../core/formats/mapping/column-mapping';
import { EngineError } from '../client/engine-error';

/** What went wrong, as the page shows it. */
export interface Fault {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  /** What a person can answer, so that the file can be read after all. */
  readonly question?: MappingQuestion;
}

/** Any thrown value as something to show. */
export function toFault(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof EngineError) || error.file === undefined) return { message };
  return {
    message,
    file: error.file,
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.question === undefined ? {} : { question: error.question }),
  };
}
