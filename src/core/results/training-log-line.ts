import { jsonText } from './json-text';

/** One line of training-log.jsonl: a step, an evaluation, a note or a word on memory, as it was reported. `kind` says which. */
export function trainingLogLine(record: { readonly kind: string }): string {
  return `${jsonText(record)}\n`;
}
