import { concatBytes } from './concat-bytes';
import { endOfLastLine, endOfLine, type TextEncoding } from './text-encoding';

/** Bytes of one or more whole lines, or the place of one line that was too long to keep. */
export type LineBlock = Uint8Array | 'too long';

export interface LineAssembler {
  push(block: Uint8Array): LineBlock[];
  /** The last line, where the file does not end with a line feed. */
  end(): LineBlock[];
}

/** Cuts a stream of blocks at line ends. Holds at most the current line, and of that about `maxBytes`. */
export function createLineAssembler(encoding: TextEncoding, maxBytes: number): LineAssembler {
  let held: Uint8Array[] = []; // starts at the start of a line, so that UTF-16 stays aligned
  let heldBytes = 0;
  let tooLong = false;

  const hold = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return;
    held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes <= maxBytes) return;
    tooLong = true;
    // An odd byte belongs to a UTF-16 unit whose other half is still to come.
    const odd = encoding.name !== 'utf-8' && heldBytes % 2 === 1;
    held = odd ? [bytes.slice(-1)] : [];
    heldBytes = odd ? 1 : 0;
  };
  const take = (): Uint8Array => {
    const bytes = concatBytes(held);
    held = [];
    heldBytes = 0;
    return bytes;
  };

  return {
    push(block) {
      if (!block.includes(10)) {
        // No line can end here: joining can wait, or a long line would be copied again and again.
        hold(block);
        return [];
      }
      held.push(block);
      let bytes = take();
      const blocks: LineBlock[] = [];
      if (tooLong) {
        const end = endOfLine(bytes, 0, encoding);
        if (end < 0) {
          hold(bytes);
          return [];
        }
        blocks.push('too long');
        tooLong = false;
        bytes = bytes.subarray(end);
      }
      const end = Math.max(0, endOfLastLine(bytes, encoding));
      if (end > 0) blocks.push(bytes.subarray(0, end));
      hold(bytes.subarray(end));
      return blocks;
    },
    end() {
      const bytes = take();
      if (tooLong) return ['too long'];
      return bytes.length > 0 ? [bytes] : [];
    },
  };
}
