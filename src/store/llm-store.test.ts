import { expect, it } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { createApp } from './app';
import type { Memory } from './memory';

const KEY = 'sk-secret-0123456789';

/** An app at an address with these settings; `sent` hears of the keys that the model is tried with. */
function fakeApp(memory?: Memory, named = {}, sent: string[] = []) {
  let parameters = new URLSearchParams(named);
  const address = { read: () => parameters, write: (next: URLSearchParams) => void (parameters = next) };
  const client = createClient(fakeEngine());
  const call: typeof client.call = (command, request, options) => {
    if (command === 'testLlm' && 'key' in request) sent.push(request.key);
    return client.call(command, request, options);
  };
  const app = createApp({ ...client, call }, address, memory);
  return { app, address };
}

function fakeMemory() {
  const texts = new Map<string, string>();
  const memory: Memory = {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => {
      if (text === null) texts.delete(name);
      else texts.set(name, text);
    },
  };
  return { memory, texts };
}

it('keeps the key out of settings, address and browser unless told to', () => {
  const { memory, texts } = fakeMemory();
  const { app, address } = fakeApp(memory);
  app.llm.setKey(KEY);
  app.settings.edit('llmModel', 'a-model');
  expect(app.llm.getState().key).toBe(KEY);
  expect(JSON.stringify(app.settings.getState())).not.toContain(KEY);
  expect(address.read().toString()).toContain('a-model');
  expect(address.read().toString()).not.toContain(KEY);
  expect([...texts.values()].join()).not.toContain(KEY);
});

it('remembers the key when told to, and forgets it everywhere', () => {
  const { memory, texts } = fakeMemory();
  const first = fakeApp(memory).app;
  first.llm.keep(true);
  first.llm.setKey(KEY);
  const later = fakeApp(memory).app;
  expect(later.llm.getState()).toEqual({ key: KEY, kept: true, refused: false, others: [] });
  later.llm.forget();
  expect(later.llm.getState().key).toBe('');
  expect([...texts.values()]).toEqual([]);
});

it('keeps a key for the origin that it was given for, and sends it to no other', async () => {
  const { memory, texts } = fakeMemory();
  const first = fakeApp(memory).app;
  first.settings.edit('llmUrl', 'https://api.example/v1');
  first.llm.keep(true);
  first.llm.setKey(KEY);

  const sent: string[] = [];
  const { app } = fakeApp(memory, { llmUrl: 'https://evil.example/v1' }, sent);
  expect(app.llm.getState()).toMatchObject({ key: '', kept: false, others: ['https://api.example'] });
  await app.llm.test.open(app.settings.getState().settings);
  app.settings.edit('llmUrl', 'https://api.example/v2');
  expect(app.llm.getState()).toMatchObject({ key: KEY, kept: true, others: [] });
  await app.llm.test.open(app.settings.getState().settings);
  expect(sent).toEqual(['', KEY]);

  app.settings.edit('llmUrl', 'http://localhost:11434/v1');
  app.llm.setKey('another');
  app.llm.keep(true);
  app.llm.forget();
  expect([...texts.values()].join(), 'one is forgotten, the other stays').toContain(KEY);
  expect([...texts.values()].join()).not.toContain('another');
});

it('drops a key that was kept without an origin', () => {
  const { memory, texts } = fakeMemory();
  memory.write('kennel-llm-key', KEY);
  expect(fakeApp(memory).app.llm.getState()).toMatchObject({ key: '', kept: false, others: [] });
  expect([...texts.values()]).toEqual([]);
});

it('says so when the browser refuses to remember', () => {
  const memory: Memory = {
    read: () => null,
    write: () => {
      throw new Error('private window');
    },
  };
  const { app } = fakeApp(memory);
  app.llm.keep(true);
  expect(app.llm.getState()).toMatchObject({ kept: false, refused: true });
});

it('tries the model, and forgets the outcome when another address is named', async () => {
  const { app } = fakeApp();
  app.llm.setKey(KEY);
  await app.llm.test.open(app.settings.getState().settings);
  const tried = app.llm.test.getState();
  expect(tried.value?.models.length).toBeGreaterThan(0);
  expect(JSON.stringify(tried)).not.toContain(KEY);
  app.settings.edit('llmUrl', 'https://api.example/v1');
  expect(app.llm.test.getState().status).toBe('empty');
});

it('refuses an address that is none, with the reason', () => {
  const { app } = fakeApp();
  app.settings.edit('llmUrl', 'ftp://files.example');
  expect(app.settings.getState().drafts.llmUrl?.reason).toContain('https or http');
});
