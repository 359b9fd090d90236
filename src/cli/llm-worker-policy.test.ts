import { expect, test } from 'vitest';
import { llmWorkerPolicy } from './llm-worker-policy';

const BUILT = '/assets/llm.worker-Ab3_x-9.js';
const of = (query: string) => llmWorkerPolicy(`${BUILT}?${query}`);
const connect = (origin: string) => of(new URLSearchParams({ connect: origin }).toString());

test('the worker may reach the one origin that its address names', () => {
  for (const origin of ['https://api.openai.com', 'http://localhost:11434', 'http://[::1]:8080'])
    expect(connect(origin)).toBe(`default-src 'none'; script-src 'self'; connect-src ${origin}`);
});

test('the development server names the script otherwise', () => {
  const policy = llmWorkerPolicy(
    '/src/engine/llm/llm.worker.ts?worker_file&type=module&connect=http%3A%2F%2Fa.b',
  );
  expect(policy).toContain('connect-src http://a.b');
});

test('what is no single origin admits nothing', () => {
  const wrong = [
    '',
    '*',
    'https:',
    'https://*',
    'https://*.example.com',
    'https://a.example/v1',
    'https://a.example/',
    'https://a.example:443',
    'https://A.example',
    'https://user:key@a.example',
    'https://a.example https://b.example',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example,https://b.example',
    "'self'",
    'ws://a.example',
    'data:',
    'https://a.example?x',
    'https://a.example#x',
    'https://a.example\\nx',
    'https://a.example\nx',
  ];
  for (const text of wrong)
    expect([text, connect(text)?.split('; ')[2]]).toEqual([text, "connect-src 'none'"]);
  expect(of('connect=https://a.example&connect=https://b.example')).toContain("connect-src 'none'");
  expect(of('')).toContain("connect-src 'none'");
});

test('WebLLM reaches where its models lie, whatever else the address names', () => {
  const policy = of('provider=webllm&connect=https://a.example') ?? '';
  expect(policy).toContain('https://huggingface.co');
  expect(policy).toContain('https://raw.githubusercontent.com');
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toContain('a.example');
});

test('no other file is given a policy of its own', () => {
  const others = ['/', '/index.html', '/assets/worker-1a2b.js', '/assets/llm.worker-1.js.map', '/llm.worker'];
  for (const path of others) expect(llmWorkerPolicy(`${path}?connect=https://a.example`)).toBeNull();
});
