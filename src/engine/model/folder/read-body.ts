import { InputError } from '../../../core/input-error';
import { GrowingBuffer } from './growing-buffer';

/** Larger than any model that fits a tab; a server that sends more is not sending a model. */
const MAX_BYTES = 2 ** 31;

export interface BodyOptions {
  /** Size that the body must have, or undefined when nobody said. */
  readonly expected?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes so far. */
  readonly onBytes?: ((received: number) => void) | undefined;
}

/**
 * Reads a response to its end into one array.
 * @param file Its name, for messages.
 * @throws InputError when the connection breaks, or the size is not the expected one; AbortError when aborted.
 */
export async function readBody(
  file: string,
  response: Response,
  { expected, signal, onBytes }: BodyOptions,
): Promise<Uint8Array> {
  if (expected !== undefined && expected > MAX_BYTES)
    throw new InputError(file, `the file has ${count(expected)} bytes, more than a browser tab can hold`);
  const body = new GrowingBuffer(expected ?? 0);
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (body.length + value.length > MAX_BYTES)
        throw new InputError(file, 'the file is larger than a browser tab can hold');
      body.append(value);
      onBytes?.(body.length);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined); // it has failed already
    signal?.throwIfAborted();
    if (error instanceof InputError) throw error;
    throw cutOff(file, body.length, expected);
  }
  signal?.throwIfAborted();
  if (expected !== undefined && body.length < expected) throw cutOff(file, body.length, expected);
  if (expected !== undefined && body.length > expected)
    throw new InputError(file, `got ${count(body.length)} bytes where ${count(expected)} were announced`);
  return body.bytes();
}

function cutOff(file: string, received: number, expected: number | undefined): InputError {
  const of = expected === undefined ? '' : ` of ${count(expected)}`;
  return new InputError(file, `the download broke off after ${count(received)}${of} bytes; try again`);
}

function count(n: number): string {
  return n.toLocaleString('en-GB');
}
