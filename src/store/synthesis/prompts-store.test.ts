import { expect, test } from 'vitest';
import { DEFAULT_PROMPTS } from '../../core/synthesis/prompts';
import type { Memory } from '../memory';
import { createPromptsStore } from './prompts-store';

function createMemory(): Memory & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => {
      if (text === null) texts.delete(name);
      else texts.set(name, text);
    },
  };
}

test('an edited prompt is still there at the next visit, the others are the defaults', () => {
  const memory = createMemory();
  createPromptsStore(memory).edit('positive', 'user', 'Answer {{query}} in one sentence.');
  const { prompts, edited } = createPromptsStore(memory).getState();
  expect(prompts.positive).toEqual({
    ...DEFAULT_PROMPTS.positive,
    user: 'Answer {{query}} in one sentence.',
  });
  expect(prompts.cot).toEqual(DEFAULT_PROMPTS.cot);
  expect(edited).toEqual(['positive']);
});

test('back to the default leaves nothing behind', () => {
  const memory = createMemory();
  const store = createPromptsStore(memory);
  store.edit('cot', 'system', 'Think.');
  expect(memory.texts.size).toBe(1);
  store.reset('cot');
  expect(store.getState().edited).toEqual([]);
  expect(memory.texts.size).toBe(0);
});

test('a fault is there at once and goes with its cause', () => {
  const store = createPromptsStore(createMemory());
  store.edit('verify', 'user', 'Is {{pasage}} relevant to {{query}}?');
  expect(store.getState().faults.verify).toEqual([
    expect.stringContaining('{{pasage}}'),
    expect.stringContaining('{{passage}}'),
  ]);
  store.edit('verify', 'user', 'Is {{passage}} relevant to {{query}}?');
  expect(store.getState().faults).toEqual({});
});

test.each(['not json', '{"positive": 3}', 'null', '{"unknown": {"system": "", "user": "x"}}'])(
  'what cannot be understood (%s) leaves the defaults',
  (text) => {
    const memory = createMemory();
    memory.texts.set('kennel-prompts', text);
    expect(createPromptsStore(memory).getState().prompts).toEqual(DEFAULT_PROMPTS);
  },
);

test('a browser that keeps nothing says so, and the edit holds for this visit', () => {
  const store = createPromptsStore({
    read: () => {
      throw new Error('forbidden');
    },
    write: () => {
      throw new Error('forbidden');
    },
  });
  store.edit('cot', 'system', 'Think.');
  expect(store.getState()).toMatchObject({ kept: false, edited: ['cot'] });
});
