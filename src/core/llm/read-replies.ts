import { InputError } from '../input-error';
import type { InputFile } from '../formats/input-file';
import { createProgress } from '../formats/progress';
import { readJsonRows } from '../formats/read-json-rows';
import type { ReadOptions } from '../formats/read-options';
import { isFields, type Fields } from '../formats/training/format-reader';
import type { StoredReply } from './llm';

/**
 * Reads replies as they were saved, JSON Lines. The last line of a file may be cut off, because the work that wrote it
 * was: it is left out.
 * @throws InputError for any other line that is no reply
 */
export async function* readReplies(
  files: readonly InputFile[],
  options: ReadOptions,
): AsyncGenerator<readonly StoredReply[]> {
  const onBytes = createProgress(files, options);
  for (const file of files) {
    let fault: InputError | undefined;
    for await (const batch of readJsonRows(file, { signal: options.signal, onBytes }).batches) {
      const replies: StoredReply[] = [];
      for (const row of batch) {
        if (fault !== undefined) throw fault;
        if ('value' in row && isReply(row.value)) replies.push(row.value);
        else
          fault = new InputError(
            file.path,
            'the line is no reply of a language model as Kennel saves it',
            row.line,
          );
      }
      yield replies;
    }
  }
}

function isReply(value: unknown): value is StoredReply {
  if (!isFields(value) || !isFields(value['ask'])) return false;
  const texts = ['hash', 'text', 'finish', 'model', 'provider', 'askedModel', 'at'];
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    ['promptTokens', 'completionTokens'].every((name) => typeof value[name] === 'number') &&
    /^[\da-f]{64}$/.test(String(value['hash'])) &&
    isAsk(value['ask'])
  );
}

function isAsk({ purpose, promptVersion, messages, temperature, maxTokens, attempt }: Fields): boolean {
  return (
    typeof purpose === 'string' &&
    typeof promptVersion === 'string' &&
    Array.isArray(messages) &&
    messages.every(
      (message) =>
        isFields(message) && typeof message['role'] === 'string' && typeof message['content'] === 'string',
    ) &&
    [temperature, maxTokens, attempt].every((value) => typeof value === 'number')
  );
}
