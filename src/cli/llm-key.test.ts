import { expect, test } from 'vitest';
import { llmKey } from './llm-key';
import { parseCommandLine } from './parse-command-line';

test('the key comes from the environment, the own variable first', () => {
  expect(llmKey({ KENNEL_LLM_KEY: 'a', OPENAI_API_KEY: 'b' })).toBe('a');
  expect(llmKey({ OPENAI_API_KEY: 'b' })).toBe('b');
  expect(llmKey({})).toBe('');
});

test.each(['--llmKey', '--llm-key', '--key', '--api-key', '--openai-api-key'])('%s is refused', (flag) => {
  const parse = () => parseCommandLine(['train', '--data', 'a', '--out', 'b', flag, 'sk-secret']);
  expect(parse).toThrow('KENNEL_LLM_KEY');
  expect(parse).not.toThrow('sk-secret');
});
