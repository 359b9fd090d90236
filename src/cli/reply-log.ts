import { appendFileSync, copyFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { StoredReply } from '../core/llm/llm.ts';

/** Replies of unfinished work, as JSON Lines beside its output, each once. */
export interface ReplyLog {
  readonly path: string;
  /** An earlier start has left some. */
  readonly exists: boolean;
  append(reply: StoredReply): void;
  /** Puts all of them, those of earlier starts too, into another file; none if there are none. */
  copyTo(path: string): void;
}

/** Every reply is written as soon as it comes, so that whatever ends the command, what was paid for is there. */
export function openReplyLog(path: string): ReplyLog {
  const exists = existsSync(path);
  const known = new Set(exists ? wholeLines(path).flatMap(hashOf) : []);
  return {
    path,
    exists,
    append: (reply) => {
      if (known.has(reply.hash)) return;
      try {
        appendFileSync(path, `${JSON.stringify(reply)}\n`);
      } catch (error) {
        // A full disk may have taken a piece of it.
        if (existsSync(path)) wholeLines(path);
        throw error;
      }
      known.add(reply.hash);
    },
    copyTo: (target) => {
      if (existsSync(path)) copyFileSync(path, target);
    },
  };
}

/** Cuts off a last line that is only a piece, so that the next one does not run into it; gives the lines there are. */
function wholeLines(path: string): string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  const lines = bytes.toString('utf8', 0, end).split('\n');
  if (end === bytes.length) return lines;
  const last = bytes.toString('utf8', end);
  if (hashOf(last).length === 0) {
    truncateSync(path, end);
    return lines;
  }
  // Only its line end is missing.
  appendFileSync(path, '\n');
  return [...lines, last];
}

/** The hash of a line's reply; empty for a line that is none. */
function hashOf(line: string): string[] {
  try {
    const { hash } = JSON.parse(line) as Partial<StoredReply>; // a line of our own, or a piece of one
    return hash === undefined ? [] : [hash];
  } catch {
    return [];
  }
}
