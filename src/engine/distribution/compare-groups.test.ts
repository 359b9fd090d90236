import { expect, test } from 'vitest';
import { defaultSettings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import { Session } from '../session/session';

const settings = defaultSettings();

function rows(): File {
  const line = (i: number): string =>
    JSON.stringify({
      query:
        i < 30
          ? `how heavy is part ${String(i)}`
          : `please describe in detail the colour of item ${String(i)}`,
      positive: `Part ${String(i)} weighs ${String(i * 7)} grams.`,
      synthetic_positive: `The scales show ${String(i * 7)} for part ${String(i)}.`,
      paradigm: i < 30 ? 'human' : 'zero-shot',
    });
  return new File([Array.from({ length: 60 }, (_, i) => line(i)).join('\n')], 'rows.jsonl');
}

async function open(context: { signal: AbortSignal; emit: (event: EngineEvent) => void }): Promise<Session> {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [rows()] } }, context);
  return session;
}

test('two groups of rows: without a model lengths and words, with one tokens and embeddings too', async () => {
  const phases = new Set<string>();
  const emit = (event: EngineEvent): void => {
    if (event.kind === 'progress') phases.add(event.phase);
  };
  const context = { signal: new AbortController().signal, emit };
  const session = await open(context);
  const of = (paradigm: string) => ({ from: 'rows' as const, texts: 'queries' as const, paradigm });
  const request = { groups: [of('human'), of('zero-shot')] as const, settings };
  const bare = await perform(session, 'compareGroups', request, context);
  expect(bare).toMatchObject({ tokens: null, embeddings: null, words: { mean: [5, 9] } });
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const full = await perform(session, 'compareGroups', request, context);
  expect(full.words.ks).toMatchObject({ value: 1 });
  expect(full.tokens?.mean[1]).toBeGreaterThan(full.tokens?.mean[0] ?? Infinity);
  expect(full.embeddings?.texts).toEqual([30, 30]);
  expect(full.embeddings?.energy.value).toBeGreaterThan(2 * (full.embeddings?.energy.chance ?? Infinity));
  expect([...phases]).toContain('Embedding the texts');
  // The same seed, the same figures.
  expect(await perform(session, 'compareGroups', request, context)).toEqual(full);
});

test('a comparison can be cancelled, and a group without texts is named', async () => {
  const quiet = { signal: new AbortController().signal, emit: (): void => undefined };
  const session = await open(quiet);
  const queries = { from: 'rows', texts: 'queries' } as const;
  const missing = { from: 'set', set: 'gone', texts: 'queries' } as const;
  await expect(
    perform(session, 'compareGroups', { groups: [queries, missing], settings }, quiet),
  ).rejects.toThrow('there are no texts to compare');
  const request = { groups: [queries, { ...queries, texts: 'positives' }] as const, settings };
  const cancelled = { ...quiet, signal: AbortSignal.abort() };
  await expect(perform(session, 'compareGroups', request, cancelled)).rejects.toThrow(/abort/i);
  await expect(perform(session, 'compareGroups', request, quiet)).resolves.toBeDefined();
});
