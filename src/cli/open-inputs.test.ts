import { expect, test } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import { findInputs } from './open-inputs';

const settings = defaultSettings();
const here = import.meta.filename;

test('run files keep the paths they were given by', () => {
  const { runs, qrels } = findInputs({ run: [here], qrels: [here] }, settings);
  expect(runs).toEqual([{ name: here, path: here, loose: true }]);
  expect(qrels).toEqual(runs);
});

test.each([
  [{ qrels: ['a'], eval: [here] }, '--qrels: judges run files, so it needs --run'],
  [{ run: [here] }, '--run: needs judgements: --qrels or --eval'],
  [{ run: [here], qrels: [here], data: [here] }, '--data: has no use beside --run'],
  [{ run: ['missing.trec'], qrels: [here] }, 'missing.trec: there is no such file'],
])('refuses %j', (paths, message) => {
  expect(() => findInputs(paths, settings)).toThrow(message);
});
