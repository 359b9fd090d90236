import { concatBytes } from '../concat-bytes';
import type { InputFile } from '../input-file';
import { detectEncoding } from '../text-encoding';

/** Bytes looked at: room for the first line of most files. */
const START = 65536;

/** The first characters of a text file, for recognising its format; what is not text shows as U+FFFD. */
export async function startOfFile(file: InputFile): Promise<string> {
  let start: Uint8Array = new Uint8Array(0);
  for await (const chunk of file.chunks()) {
    start = concatBytes([start, chunk.subarray(0, START)]);
    if (start.length >= START) break;
  }
  const { name, markLength } = detectEncoding(start);
  return new TextDecoder(name).decode(start.subarray(markLength));
}
