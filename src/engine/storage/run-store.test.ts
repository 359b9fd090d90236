import { deleteDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { defaultSettings, SETTING_NAMES } from '../../core/settings/settings';
import type { StoredRun } from '../protocol/stored-runs';
import { MOST_RUNS, RunStore } from './run-store';

const NAME = 'kennel-runs-of-a-test';
const open = (): RunStore => new RunStore(NAME);
const settings = defaultSettings();

function run(at: number): StoredRun {
  return {
    summary: {
      id: `id-${String(at)}`,
      name: `run ${String(at)}`,
      date: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
      pinned: false,
      model: 'pocket',
      loss: 'infonce',
      data: { files: [{ name: 'rows.jsonl', rows: 9 }], rows: 9, hash: 'a' },
      settings: Object.fromEntries(SETTING_NAMES.map((name) => [name, String(settings[name])])),
      metric: 'nDCG@10',
      ended: 'finished',
      steps: 2,
      bestStep: 2,
      seconds: 1,
      backend: 'wasm',
      dev: { name: 'dev', queries: 1, questions: 'd', untouched: 0, kept: null },
      sets: [],
      notes: [],
      versions: {},
    },
    details: {
      steps: { step: Float64Array.of(1, 2), epoch: Float64Array.of(0.5, 1), loss: Float64Array.of(3, NaN) },
      curves: [],
      values: [
        {
          ...{ set: 's', queries: ['q'], bm25: Float32Array.of(0), before: Float32Array.of(0.5) },
          after: { 'nDCG@10': Float32Array.of(1) },
        },
      ],
    },
  };
}

afterEach(() => deleteDB(NAME));

test('gives back what was stored, also when opened anew, newest first', async () => {
  expect(await open().list()).toEqual([]);
  expect(await open().add(run(1))).toEqual([]);
  await open().add(run(3));
  await open().add(run(2));
  expect((await open().list()).map(({ id }) => id)).toEqual(['id-3', 'id-2', 'id-1']);
  expect(await open().read(['id-1', 'id-3'])).toEqual([run(1), run(3)]);
});

test('names are told apart', async () => {
  for (const at of [1, 2, 3]) await open().add({ ...run(at), summary: { ...run(at).summary, name: 'same' } });
  expect((await open().list()).map(({ name }) => name)).toEqual(['same (3)', 'same (2)', 'same']);
});

test('renames and pins; what is gone is said', async () => {
  await open().add(run(1));
  await open().change('id-1', { name: 'mine' });
  await open().change('id-1', { pinned: true });
  expect(await open().list()).toMatchObject([{ id: 'id-1', name: 'mine', pinned: true }]);
  await expect(open().change('id-2', { pinned: true })).rejects.toThrow('no longer stored');
  await expect(open().read(['id-2'])).rejects.toThrow('no longer stored');
});

test('removes a run whole and puts it back as it was', async () => {
  await open().add(run(1));
  await open().change('id-1', { name: 'mine' });
  const removed = await open().remove('id-1');
  expect(await open().list()).toEqual([]);
  await expect(open().read(['id-1'])).rejects.toThrow('no longer stored');
  await open().restore(removed);
  const [back] = await open().read(['id-1']);
  expect(back).toEqual({ ...run(1), summary: { ...run(1).summary, name: 'mine' } });
});

test('when it is full the oldest that is not pinned goes, by name', async () => {
  for (let at = 0; at < MOST_RUNS; at++) await open().add(run(at));
  await open().change('id-0', { pinned: true });
  expect(await open().add(run(100))).toEqual(['run 1']);
  const ids = (await open().list()).map(({ id }) => id);
  expect(ids).toHaveLength(MOST_RUNS);
  expect(ids).toContain('id-0');
  expect(ids).not.toContain('id-1');
  await expect(open().read(['id-1'])).rejects.toThrow('no longer stored');
});

test('a run that cannot be stored leaves the others, the one that would have gone too', async () => {
  for (let at = 0; at < MOST_RUNS; at++) await open().add(run(at));
  const broken = { ...run(100), details: { ...run(100).details, curves: [() => 1] } };
  await expect(open().add(broken as unknown as StoredRun)).rejects.toThrow(); // a function, which no database takes, stands in for any failure of the second write
  const ids = (await open().list()).map(({ id }) => id);
  expect(ids).toHaveLength(MOST_RUNS);
  expect(ids).toContain('id-0');
  expect(await open().read(['id-0'])).toEqual([run(0)]);
});
