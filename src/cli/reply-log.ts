import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { StoredReply } from '../core/llm/llm.ts';

/** Replies of unfinished work, as JSON Lines beside its output. */
export interface ReplyLog {
  readonly path: string;
  /** An earlier start has left some. */
  readonly exists: boolean;
  append(reply: StoredReply): void;
}

/** Every reply is written as soon as it comes, so that whatever ends the command, what was paid for is there. */
export function openReplyLog(path: string): ReplyLog {
  const exists = existsSync(path);
  // A line that was cut off must not run into the next one.
  let start = !exists || /(?:^|\n)$/.test(readFileSync(path, 'utf8').slice(-1)) ? '' : '\n';
  return {
    path,
    exists,
    append: (reply) => {
      appendFileSync(path, `${start}${JSON.stringify(reply)}\n`);
      start = '';
    },
  };
}
