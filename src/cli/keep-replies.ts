import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { openReplyLog, type ReplyLog } from './reply-log.ts';
import type { Task } from './run-command.ts';

/**
 * Hands the replies of earlier starts, and those of --replies, to the engine, and keeps every reply of the work beside
 * OUT until OUT is whole: a command that is cancelled or fails pays for nothing twice. The work must tell its replies.
 */
export async function keepReplies(task: Task): Promise<ReplyLog> {
  const { session, out, paths, note, listen, whenSaved, leave } = task;
  const log = openReplyLog(`${out.replace(/[/\\]+$/, '')}.replies.jsonl`);
  const earlier = [...(log.exists ? [log.path] : []), ...(paths.replies ?? [])];
  if (earlier.length > 0) {
    const files = earlier.map((path, at) => ({ path, name: `${at + 1}/${basename(path)}` }));
    const { replies } = await session.open('keepReplies', files);
    note(`${replies} replies of earlier work are used again.`);
  }
  listen((event) => {
    if (event.kind === 'reply') log.append(event.reply);
  });
  note(`Replies are kept in ${log.path} until the work is done.`);
  leave(log.path);
  whenSaved(() => {
    rmSync(log.path, { force: true });
  });
  return log;
}
