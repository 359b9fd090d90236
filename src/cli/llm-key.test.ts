import { expect, test } from 'vitest';
import { llmKey } from './llm-key';
import { parseCommandLine } from './parse-command-line';

const at = (llmUrl: string) => ({ llm: 'endpoint', llmUrl }) as const;
const OPENAI = at('https://api.openai.com/v1');
const OWN = at('http://localhost:11434/v1');

/** The key, and what was noted. */
function keyOf(settings: Parameters<typeof llmKey>[0], environment: Record<string, string>) {
  const notes: string[] = [];
  return { key: llmKey(settings, (text) => notes.push(text), environment), notes };
}

test('the key comes from the environment, the own variable first', () => {
  expect(keyOf(OPENAI, { KENNEL_LLM_KEY: 'a', OPENAI_API_KEY: 'b' })).toEqual({ key: 'a', notes: [] });
  expect(keyOf(OWN, { KENNEL_LLM_KEY: 'a' })).toEqual({ key: 'a', notes: [] });
  expect(keyOf(OPENAI, { OPENAI_API_KEY: 'b' })).toEqual({ key: 'b', notes: [] });
  expect(keyOf(OPENAI, {})).toEqual({ key: '', notes: [] });
});

test("OpenAI's key goes to no other endpoint, and a note says so", () => {
  for (const settings of [
    OWN,
    at('https://api.openai.com.evil.example/v1'),
    at('http://api.openai.com/v1'),
  ]) {
    const { key, notes } = keyOf(settings, { OPENAI_API_KEY: 'sk-b' });
    expect(key).toBe('');
    expect(notes.join()).toMatch(
      /^OPENAI_API_KEY is sent to https:\/\/api\.openai\.com only; .*KENNEL_LLM_KEY\.$/,
    );
    expect(notes.join()).not.toContain('sk-b');
  }
  expect(keyOf({ ...OWN, llm: 'webllm' }, { OPENAI_API_KEY: 'sk-b' })).toEqual({ key: '', notes: [] });
});

test.each(['--llmKey', '--llm-key', '--key', '--api-key', '--openai-api-key'])('%s is refused', (flag) => {
  const parse = () => parseCommandLine(['train', '--data', 'a', '--out', 'b', flag, 'sk-secret']);
  expect(parse).toThrow('KENNEL_LLM_KEY');
  expect(parse).not.toThrow('sk-secret');
});
