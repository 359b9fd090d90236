import { appendFileSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
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
  const text = exists ? readFileSync(path, 'utf8') : '';
  const known = new Set(text.split('\n').flatMap(hashOf));
  // A line that was cut off must not run into the next one.
  let start = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    path,
    exists,
    append: (reply) => {
      if (known.has(reply.hash)) return;
      appendFileSync(path, `${start}${JSON.stringify(reply)}\n`);
      known.add(reply.hash);
      start = '';
    },
    copyTo: (target) => {
      if (existsSync(path)) copyFileSync(path, target);
    },
  };
}

/** The hash of a line's reply; empty for a line that was cut off. */
function hashOf(line: string): string[] {
  try {
    const { hash } = JSON.parse(line) as Partial<StoredReply>; // a line of our own, or a piece of one
    return hash === undefined ? [] : [hash];
  } catch {
    return [];
  }
}
