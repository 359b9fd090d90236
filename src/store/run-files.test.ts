import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import { defaultSettings } from '../core/settings/settings';
import { createRunFiles } from './run-files';

const settings = defaultSettings();
const files = (...names: string[]) => names.map((name) => new File(['q Q0 d 1 1 t'], name));
const open = (options: FakeOptions = {}) =>
  createRunFiles(createClient(fakeEngine(options)), () => Promise.resolve(true));

test('measures, compares all runs with the first by the headline metric, and writes the records', async () => {
  const { figures, comparison, records, measure } = open();
  await measure({ runs: files('a.trec', 'b.trec', 'c.trec'), qrels: files('qrels'), settings });
  expect(figures.getState().value?.runs).toEqual(['a', 'b', 'c']);
  expect(comparison.getState().source).toEqual({ baseline: 'a', others: ['b', 'c'], metric: 'nDCG@10' });
  expect(comparison.getState().value?.map(({ run }) => run)).toEqual(['b', 'c']);
  expect(records.getState().value?.map(({ name }) => name)).toEqual(['metrics.json', 'per-query.csv']);
});

test('one run is measured and compared with nothing; none forgets the figures', async () => {
  const { figures, comparison, records, measure } = open();
  await measure({ runs: files('a.trec'), qrels: [], settings });
  expect(figures.getState().status).toBe('ready');
  expect(comparison.getState().status).toBe('empty');
  expect(records.getState().status).toBe('ready');
  await measure({ runs: [], qrels: [], settings });
  expect([figures, records].map((store) => store.getState().value)).toEqual([null, null]);
});

test('a run that cannot be read leaves its reason and no comparison', async () => {
  const fault = { name: 'InputError', message: 'a:2: document "d" occurs twice for query "q"' };
  const { figures, comparison, measure } = open({ failing: { evaluateRunFiles: fault } });
  await measure({ runs: files('a', 'b'), qrels: [], settings });
  expect(figures.getState().fault?.message).toContain('occurs twice');
  expect(comparison.getState().status).toBe('empty');
});
