import type { InputFile } from '../formats/input-file';
import { readLines, type LineOptions } from '../formats/read-lines';
import { InputError } from '../input-error';

/** JSON has to be in memory as a whole to be parsed. */
const MAX_JSON_CHARACTERS = 2 ** 28;

/**
 * Gives the lines of a file that are not blank to `take`, one at a time; or, where the first of them opens a JSON object,
 * gives back the whole text, and null otherwise.
 * @throws InputError for a line that is no text, or JSON of more than 256 million characters
 */
export async function readTable(
  file: InputFile,
  options: LineOptions,
  take: (line: number, content: string) => void,
): Promise<string | null> {
  let json: string[] | null = null;
  let length = 0;
  let first = true;
  for await (const batch of readLines(file, options).batches) {
    for (const { line, text, fault } of batch) {
      if (fault !== undefined) throw new InputError(file.path, fault, line);
      const blank = text.trim() === '';
      if (first && !blank) {
        first = false;
        // The lines before it were blank: they keep the numbers of the others right.
        if (/^\s*\{/u.test(text)) json = new Array<string>(line - 1).fill('');
      }
      if (json === null) {
        if (!blank) take(line, text);
        continue;
      }
      json.push(text);
      length += text.length;
      if (length > MAX_JSON_CHARACTERS)
        throw new InputError(file.path, 'the JSON is too long to be read; use the TREC form', line);
    }
  }
  return json?.join('\n') ?? null;
}
