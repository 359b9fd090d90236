import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random';
import { estimatePrompt, estimateTokens, mostPromptTokens } from './count-tokens';
import { readEndpoint } from './endpoint-address';
import { estimateAsks } from './estimate';
import { explainFault } from './explain-fault';
import type { Ask } from './llm';
import { askedDelay, backoff } from './retry-delay';

describe('the address of an endpoint', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1', 'https://api.openai.com'],
    [' http://localhost:11434/v1/ ', 'http://localhost:11434/v1', 'http://localhost:11434'],
    ['https://a.example:443/x/v1/chat/completions', 'https://a.example/x/v1', 'https://a.example'],
    ['http://[::1]:8080/v1/models', 'http://[::1]:8080/v1', 'http://[::1]:8080'],
  ])('%s', (text, url, origin) => {
    expect(readEndpoint(text)).toEqual({ url, origin });
  });

  it.each([
    '',
    'api.openai.com',
    'ftp://a.example',
    'https://me:secret@a.example',
    'https://a.example/v1?key=1',
    'javascript:1',
  ])('refuses "%s"', (text) => {
    expect(readEndpoint(text)).toHaveProperty('reason');
  });
});

describe('pauses', () => {
  it('are those that the server asks for, in seconds, as a date or in words', () => {
    const now = Date.UTC(2026, 0, 1, 12, 0, 0);
    expect(askedDelay('7', '', now)).toBe(7000);
    expect(askedDelay('Thu, 01 Jan 2026 12:00:30 GMT', '', now)).toBe(30_000);
    expect(askedDelay('Thu, 01 Jan 2026 11:00:00 GMT', '', now)).toBe(0);
    expect(askedDelay(null, 'Rate limit reached. Please try again in 1m2.5s.', now)).toBe(62_500);
    expect(askedDelay(null, 'try again in 20ms', now)).toBe(20);
    expect(askedDelay('soon', 'later', now)).toBeNull();
    expect(askedDelay('99999999', '', now)).toBe(3_600_000);
  });

  it('double, with chance in them', () => {
    const random = createRandom(3);
    for (let tries = 1; tries < 12; tries++) {
      const whole = Math.min(60_000, 500 * 2 ** (tries - 1));
      const pause = backoff(tries, random);
      expect(pause).toBeGreaterThanOrEqual(whole / 2);
      expect(pause).toBeLessThanOrEqual(whole);
    }
  });
});

describe('estimates', () => {
  const ask = (content: string): Ask => ({
    purpose: 'verify',
    promptVersion: 'v1',
    messages: [{ role: 'user', content }],
    temperature: 0,
    maxTokens: 3,
    attempt: 0,
  });

  it('count by characters, and never more than the most there can be', () => {
    expect(estimateTokens('a'.repeat(400))).toBe(100);
    expect(estimateTokens('猫が好き')).toBe(4);
    for (const text of ['', 'plain words', '猫が好き', '🙂🙂', '1234567890'])
      expect(estimatePrompt(ask(text).messages)).toBeLessThanOrEqual(mostPromptTokens(ask(text).messages));
  });

  it('leave out what is stored', async () => {
    const asks = [ask('a'.repeat(400)), ask('b'.repeat(400)), ask('c'.repeat(400))];
    const estimate = await estimateAsks(asks, (each) => each === asks[1], { in: 1000, out: 10_000 });
    expect(estimate).toMatchObject({ requests: 3, cached: 1, promptTokens: 216, completionTokens: 6 });
    expect(estimate.cost).toBeCloseTo(0.216 + 0.06, 12);
  });
});

describe('explanations', () => {
  const place = {
    url: 'http://gpu.example:8000/v1',
    model: 'm',
    page: 'https://kennel.example',
    timeoutSeconds: 5,
    models: [],
  };

  it('name every likely reason for no answer, with its fix', () => {
    const text = explainFault({ kind: 'network', message: '', status: 0 }, place);
    for (const fix of [
      'OLLAMA_ORIGINS="https://kennel.example" ollama serve',
      'Enable CORS',
      `--allowed-origins '["https://kennel.example"]'`,
      'llama.cpp',
      'by https',
    ])
      expect(text).toContain(fix);
    const local = { ...place, url: 'http://localhost:8000/v1' };
    expect(explainFault({ kind: 'network', message: '', status: 0 }, local)).not.toContain('by https');
  });

  it('name the models that there are', () => {
    const text = explainFault({ kind: 'model', message: '', status: 404 }, { ...place, models: ['a', 'b'] });
    expect(text).toBe('There is no model “m”; the endpoint has: a, b.');
  });
});
