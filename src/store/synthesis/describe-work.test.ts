import { expect, test } from 'vitest';
import { createClient } from '../../client/client';
import { fakeEngine } from '../../client/fake-engine';
import { defaultSettings } from '../../core/settings/settings';
import { usedPurposes } from '../../core/synthesis/used-purposes';
import { createApp } from '../app';
import { estimateSentence, formatCost, synthesisBlocker, usedSentence } from './describe-work';

function openApp() {
  return createApp(createClient(fakeEngine()), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });
}

test('documents without a language model need no prompt, queries need those that are wanted', () => {
  const settings = defaultSettings();
  expect(usedPurposes({ ...settings, synthesisFrom: 'documents', synthesisMethod: 'title-body' })).toEqual(
    [],
  );
  expect(usedPurposes({ ...settings, synthesisFrom: 'documents', synthesisMethod: 'zero-shot' })).toEqual([
    'queries',
    'positive',
    'cot',
    'negative',
    'verify',
  ]);
  expect(usedPurposes({ ...settings, synthesisMethod: 'zero-shot', makeCot: false, paraphrases: 2 })).toEqual(
    ['positive', 'negative', 'paraphrase', 'verify'],
  );
  expect(usedPurposes({ ...settings, synthesisMethod: 'human' })).toEqual([]);
});

test('the reason that comes first is said, until nothing stands in the way', async () => {
  const app = openApp();
  expect(synthesisBlocker(app)).toBe('The engine is starting.');
  await app.begin();
  expect(synthesisBlocker(app)).toBe('Choose queries first, or use those of the sample.');
  app.prompts.edit('cot', 'user', 'no placeholder');
  expect(synthesisBlocker(app)).toBe('Correct the prompt "Reasoning for a query" first.');
  app.prompts.reset('cot');
  app.prompts.edit('compare', 'user', 'no placeholder'); // of another work
  await app.openSourceQueries({ kind: 'sample' });
  expect(synthesisBlocker(app)).toBe('Name the language model first.');
  app.settings.edit('llmModel', 'llama3.1:8b');
  expect(synthesisBlocker(app)).toBeNull();
  app.settings.edit('llmBudget', '2');
  expect(synthesisBlocker(app)).toMatch(/budget limits nothing without prices/);
  app.settings.edit('llm', 'webllm'); // it costs nothing, and its panel shows no budget
  expect(synthesisBlocker(app)).toBeNull();
  app.settings.edit('llm', 'endpoint');
  app.settings.edit('llmPriceOut', '10');
  expect(synthesisBlocker(app)).toBeNull();
  app.settings.edit('synthesisFrom', 'documents');
  expect(synthesisBlocker(app)).toBe('Choose documents first, or make rows from queries.');
  app.settings.edit('synthesisRows', 'many');
  expect(synthesisBlocker(app)).toMatch(/marked settings/);
});

test('a method that works from documents only turns to documents by itself', async () => {
  const app = openApp();
  await app.begin();
  app.settings.edit('synthesisMethod', 'title-body');
  expect(app.settings.getState().settings.synthesisFrom).toBe('documents');
  app.settings.edit('synthesisMethod', 'human');
  expect(app.settings.getState().settings.synthesisFrom).toBe('queries');
  app.settings.edit('synthesisMethod', 'zero-shot');
  app.settings.edit('synthesisFrom', 'documents');
  expect(app.settings.getState().settings.synthesisMethod).toBe('zero-shot');
});

test('an estimate says what is stored already, and the cost only where there are prices', () => {
  const estimate = { requests: 1200, cached: 200, promptTokens: 90_000, completionTokens: 40_000, cost: 0 };
  expect(estimateSentence(estimate)).toBe(
    'About 1,200 requests, 200 of which are stored already and are not paid again: some 90,000 tokens to read and 40,000 to write.',
  );
  expect(estimateSentence({ ...estimate, cached: 0, cost: 0.0481 })).toMatch(/costs about 0\.05\.$/);
  expect(formatCost(0.0012)).toBe('0.0012');
});

test('nobody is left in doubt which rows are used', () => {
  const said = (accepted: number, done: number) =>
    usedSentence({ states: { accepted, done, waiting: 0, failed: 0, rejected: 3 } });
  expect(said(0, 0)).toMatch(/^No row can be used/);
  expect(said(0, 24)).toContain('every row that is made and not rejected is used: 24 rows');
  expect(said(1, 178)).toBe(
    'Only 1 accepted row is used: once one is accepted, the others are left out. 178 more are made and not rejected.',
  );
  expect(said(2, 0)).toBe('2 accepted rows are used.');
});
