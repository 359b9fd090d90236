import type * as files from 'node:fs';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryFile } from '../core/formats/memory-file.ts';
import type { StoredReply } from '../core/llm/llm.ts';
import { readReplies } from '../core/llm/read-replies.ts';
import { openReplyLog } from './reply-log.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof files>();
  return { ...fs, appendFileSync: vi.fn(fs.appendFileSync) };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-reply-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reply = (name: string): StoredReply => ({
  ...{ hash: name.repeat(64), text: `of ${name}`, finish: 'stop', model: 'm', promptTokens: 1 },
  ...{ completionTokens: 1, provider: 'p', askedModel: 'm', at: '2026-01-01T00:00:00Z', cached: false },
  ask: {
    ...{ purpose: 'verify', promptVersion: 'v1', temperature: 0, maxTokens: 5, attempt: 0 },
    messages: [{ role: 'user', content: 'is it' }],
  },
});

/** The file as the next start reads it. */
async function read(path: string): Promise<StoredReply[]> {
  const replies: StoredReply[] = [];
  const file = memoryFile('made.replies.jsonl', readFileSync(path, 'utf8'));
  for await (const batch of readReplies([file], {})) replies.push(...batch);
  return replies;
}

test('a reply is written as it comes, and once, however often it is told', async () => {
  const log = openReplyLog(join(folder, 'made.replies.jsonl'));
  expect(log.exists).toBe(false);
  for (const hash of ['a', 'b', 'a']) log.append(reply(hash));
  expect(await read(log.path)).toEqual([reply('a'), reply('b')]);
});

test('a line that was cut off goes, so that each later start reads all the others', async () => {
  const path = join(folder, 'made.replies.jsonl');
  openReplyLog(path).append(reply('a'));
  appendFileSync(path, JSON.stringify(reply('b')).slice(0, -20));
  const second = openReplyLog(path);
  expect(second.exists).toBe(true);
  for (const hash of ['a', 'b']) second.append(reply(hash));
  // The next start reads the file before it writes to it.
  expect(await read(path)).toEqual([reply('a'), reply('b')]);
  openReplyLog(path).append(reply('c'));
  expect(await read(path)).toEqual([reply('a'), reply('b'), reply('c')]);
});

test('a last line that lacks only its end is known, and not run into', async () => {
  const path = join(folder, 'made.replies.jsonl');
  appendFileSync(path, JSON.stringify(reply('a')));
  const log = openReplyLog(path);
  for (const hash of ['a', 'b']) log.append(reply(hash));
  expect(await read(path)).toEqual([reply('a'), reply('b')]);
});

test('of a reply that a full disk took a piece of, nothing stays', async () => {
  const path = join(folder, 'made.replies.jsonl');
  const log = openReplyLog(path);
  log.append(reply('a'));
  const write = vi.mocked(appendFileSync);
  write.mockImplementationOnce((file, data) => {
    writeFileSync(file, String(data).slice(0, 30), { flag: 'a' });
    throw new Error('ENOSPC');
  });
  expect(() => {
    log.append(reply('b'));
  }).toThrow('ENOSPC');
  for (const hash of ['c', 'b']) log.append(reply(hash));
  expect(await read(path)).toEqual([reply('a'), reply('c'), reply('b')]);
});

test('it is copied with the replies of earlier starts; without any there is no copy', async () => {
  const [from, to] = [join(folder, 'judged.replies.jsonl'), join(folder, 'replies.jsonl')];
  openReplyLog(from).copyTo(to);
  expect(existsSync(to)).toBe(false);
  openReplyLog(from).append(reply('a'));
  const again = openReplyLog(from);
  again.append(reply('b'));
  again.copyTo(to);
  expect(await read(to)).toEqual([reply('a'), reply('b')]);
});
