import { expect, test } from 'vitest';
import { hubDataset } from './hub-dataset';

const settings = { endpoint: 'https://hub' };

test('a name after hf: is a data set of the Hub, with the token of the environment', () => {
  const expected = { kind: 'hub', id: 'a/b', folder: 'c', revision: 'v1', endpoint: 'https://hub' };
  expect(hubDataset(['hf:a/b/c@v1'], settings, {})).toEqual(expected);
  expect(hubDataset(['hf:a/b/c@v1'], settings, { KENNEL_HUB_TOKEN: 'key' })).toEqual({
    ...expected,
    token: 'key',
  });
});

test('paths are files', () => {
  expect(hubDataset(['a/b'], settings, {})).toBeUndefined();
});

test.each([
  [['hf:toy'], 'this is no data set of the Hub'],
  [['rows.jsonl', 'hf:a/b'], 'which is given alone'],
])('%j is refused', (paths, message) => {
  expect(() => hubDataset(paths, settings, {})).toThrow(message);
});
