import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredReply } from '../core/llm/llm.ts';
import { openReplyLog } from './reply-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-reply-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reply = (hash: string) => ({ hash, text: `of ${hash}` }) as StoredReply; // the rest is written as it is
const hashes = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as StoredReply).hash); // lines of the log

test('a reply is written as it comes, and once, however often it is told', () => {
  const log = openReplyLog(join(folder, 'made.replies.jsonl'));
  expect(log.exists).toBe(false);
  for (const hash of ['a', 'b', 'a']) log.append(reply(hash));
  expect(hashes(log.path)).toEqual(['a', 'b']);
});

test('the next start knows what is there; a line that was cut off is neither known nor run into', () => {
  const path = join(folder, 'made.replies.jsonl');
  openReplyLog(path).append(reply('a'));
  appendFileSync(path, '{"hash":"b","te');
  const again = openReplyLog(path);
  expect(again.exists).toBe(true);
  for (const hash of ['a', 'b']) again.append(reply(hash));
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[2] ?? '')).toEqual(reply('b'));
});

test('it is copied with the replies of earlier starts; without any there is no copy', () => {
  const [from, to] = [join(folder, 'judged.replies.jsonl'), join(folder, 'replies.jsonl')];
  openReplyLog(from).copyTo(to);
  expect(existsSync(to)).toBe(false);
  openReplyLog(from).append(reply('a'));
  const again = openReplyLog(from);
  again.append(reply('b'));
  again.copyTo(to);
  expect(hashes(to)).toEqual(['a', 'b']);
});
