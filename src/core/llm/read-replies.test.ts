import { expect, test } from 'vitest';
import { memoryFile } from '../formats/memory-file';
import type { StoredReply } from './llm';
import { readReplies } from './read-replies';

const reply: StoredReply = {
  ...{ text: 'yes', finish: 'stop', model: 'm', promptTokens: 1, completionTokens: 1 },
  ...{ hash: 'a'.repeat(64), provider: 'p', askedModel: 'm', at: '2026-01-01T00:00:00Z', cached: false },
  ask: {
    ...{ purpose: 'verify', promptVersion: 'v1', temperature: 0, maxTokens: 5, attempt: 0 },
    messages: [{ role: 'user', content: 'is it' }],
  },
};
const line = JSON.stringify(reply);

async function read(text: string): Promise<StoredReply[]> {
  const replies: StoredReply[] = [];
  for await (const batch of readReplies([memoryFile('replies.jsonl', text)], {})) replies.push(...batch);
  return replies;
}

test('replies come back as they were saved; a last line that was cut off is left out', async () => {
  expect(await read(`${line}\n${line}\n`)).toEqual([reply, reply]);
  expect(await read(`${line}\n${line.slice(0, 40)}`)).toEqual([reply]);
  expect(await read('')).toEqual([]);
});

test.each([
  ['no JSON', 'hello'],
  ['another object', '{"query":"q"}'],
  ['a hash that is none', line.replace('aaaa', 'zzzz')],
  ['an ask without messages', JSON.stringify({ ...reply, ask: { ...reply.ask, messages: [1] } })],
])('%s before the end is an error', async (_, bad) => {
  await expect(read(`${bad}\n${line}\n`)).rejects.toThrow('replies.jsonl:1: the line is no reply');
});
