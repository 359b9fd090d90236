import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import type { MappingQuestion } from '../core/formats/mapping/column-mapping';
import type { WireError } from '../engine/protocol';
import { createApp } from './app';

const QUESTION: MappingQuestion = {
  file: 'f.csv',
  columns: ['question', 'context'],
  rows: [{ line: 2, value: { question: 'q', context: 'c' } }],
  guess: { query: 'question' },
};
const UNKNOWN: WireError = {
  name: 'InputError',
  message: 'f.csv: no usable row',
  file: 'f.csv',
  question: QUESTION,
};
const SOURCE = { kind: 'files', files: [] } as const;
const MAPPING = { query: 'question', positive: 'context', negatives: [] };

const appWith = (failing: Record<string, WireError>) =>
  createApp(createClient(fakeEngine({ failing })), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });

test('a file of unknown columns raises its question, and the answer is kept for the same columns', async () => {
  const failing: Record<string, WireError> = { openTrainingData: UNKNOWN };
  const app = appWith(failing);
  await app.openData(SOURCE);
  expect(app.mappings.getState().question).toEqual(QUESTION);
  expect(app.data.getState().fault?.question).toEqual(QUESTION);
  app.mappings.putAside();
  expect(app.mappings.getState().question).toBeNull();
  app.mappings.raise(QUESTION);
  delete failing['openTrainingData'];
  await app.answerMapping(MAPPING);
  expect(app.mappings.getState()).toMatchObject({
    question: null,
    rules: [{ mapping: MAPPING, columns: ['question', 'context'] }],
  });
  expect(app.data.getState().status).toBe('ready');
});

test('a file that was read is asked about; a failure is told', async () => {
  const failing: Record<string, WireError> = {};
  const app = appWith(failing);
  await app.openData(SOURCE);
  await app.mappings.ask('f.csv');
  expect(app.mappings.getState().question?.file).toBe('f.csv');
  failing['askMapping'] = { name: 'InputError', message: 'f.csv: no columns', file: 'f.csv' };
  await app.mappings.ask('f.csv');
  expect(app.mappings.getState().fault?.message).toBe('f.csv: no columns');
});
