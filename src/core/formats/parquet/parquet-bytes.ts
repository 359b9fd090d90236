import type { AsyncBuffer } from 'hyparquet';
import { InputError } from '../../input-error';
import { concatBytes } from '../concat-bytes';
import type { InputFile } from '../input-file';
import { createPause } from '../pause';
import type { LineOptions } from '../read-lines';

/** A packed Parquet file is unpacked into memory, because its table of contents stands at the end. */
const MAX_PACKED_BYTES = 2 ** 30;

/**
 * Random access to a file's bytes, counted for the progress as they are read.
 * @throws InputError when the file comes out of an archive and is larger than 1 GiB. The signal's reason when aborted.
 */
export async function openBytes(file: InputFile, { signal, onBytes }: LineOptions): Promise<AsyncBuffer> {
  const { size, slice } = file.slice ? { size: file.size, slice: file.slice } : await unpack(file, signal);
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      signal?.throwIfAborted();
      const bytes = await slice(start, Math.min(end, size));
      signal?.throwIfAborted();
      onBytes?.(bytes.length);
      // A buffer of its own is wanted, not a view.
      return Uint8Array.from(bytes).buffer;
    },
  };
}

async function unpack(file: InputFile, signal: AbortSignal | undefined) {
  const pause = createPause(signal);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.chunks()) {
    await pause();
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_PACKED_BYTES)
      throw new InputError(
        file.path,
        'the Parquet file unpacks to more than 1 GiB; unpack it and give the file',
      );
  }
  const whole = concatBytes(parts);
  return { size, slice: (start: number, end: number) => Promise.resolve(whole.subarray(start, end)) };
}
