import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import { Session } from './session';

const context = { signal: new AbortController().signal, emit: (): void => undefined };

function pairs(name: string, count: number): File {
  const line = (i: number): string =>
    JSON.stringify({
      query: `what is ${name} ${String(i)} for`,
      positive: `${name} ${String(i)} is of use.`,
    });
  return new File([Array.from({ length: count }, (_, i) => line(i)).join('\n')], name);
}

async function run(change: Partial<Settings>) {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const files = [pairs('bolts.jsonl', 40), pairs('nuts.jsonl', 10)];
  await perform(session, 'openTrainingData', { source: { kind: 'files', files } }, context);
  const settings = { ...defaultSettings(), batch: 4, evalEvery: 100, mixBy: 'file' as const, ...change };
  const result = await perform(session, 'train', { settings }, context);
  const records = await perform(session, 'exportRecords', {}, context);
  const metrics = await records.find(({ name }) => name === 'metrics.json')?.blob.text();
  return { result, metrics: metrics ?? '' };
}

test('a run with a mix has epochs of the mixed rows, and its record says so', async () => {
  const { result, metrics } = await run({ mix: 'bolts.jsonl:1,nuts.jsonl:1', epochs: 2 });
  const note = result.notes.find((text) => text.startsWith('Mix: ')) ?? '';
  const [, rows = '0', bolts, nuts] =
    /has (\d+) rows, (\d+) "bolts.jsonl" \(50 %\), (\d+) "nuts.jsonl" \(50 %\)/.exec(note) ?? [];
  expect(bolts).toBe(nuts);
  expect(result.steps).toBe(2 * Math.ceil(Number(rows) / 4));
  expect(metrics).toContain('"mix": "bolts.jsonl:1,nuts.jsonl:1"');
  expect(metrics).toContain('Mix: an epoch has');
});

test('a group that is none ends the run before it starts, naming those there are', async () => {
  await expect(run({ mix: 'screws.jsonl:1' })).rejects.toThrow(
    /there are no rows of "screws.jsonl" to train on. There are rows of "bolts.jsonl" \(\d+ rows\), "nuts.jsonl"/,
  );
});
