import { expect, test } from 'vitest';
import { defaultSettings } from '../core/settings/settings';
import { modelChoice } from './model-choice';

const choose = (model: string, environment = {}) => modelChoice({ ...defaultSettings(), model }, environment);

test('the built-in model', () => {
  expect(choose('pocket')).toEqual({ kind: 'source', source: { kind: 'pocket' } });
});

test('an id on the Hub, with the token of the environment', () => {
  const source = {
    kind: 'hub',
    id: 'intfloat/e5-small-v2',
    revision: 'main',
    endpoint: 'https://huggingface.co',
  };
  expect(choose('intfloat/e5-small-v2')).toEqual({ kind: 'source', source });
  expect(choose('intfloat/e5-small-v2', { KENNEL_HUB_TOKEN: '' })).toEqual({ kind: 'source', source });
  const withToken = choose('intfloat/e5-small-v2', { KENNEL_HUB_TOKEN: 'secret' });
  expect(withToken).toEqual({ kind: 'source', source: { ...source, token: 'secret' } });
});

test('a folder that is there', () => {
  const choice = choose('public/models/pocket');
  expect(choice.kind === 'files' && choice.files.map(({ name }) => name)).toContain('1_Pooling/config.json');
});

test.each(['./gone', '/no/such/folder', 'a/b/c', 'https://example.org/x', 'model v2'])(
  'neither: %s',
  (model) => {
    expect(() => choose(model)).toThrow(`--model: "${model}" is no folder or zip`);
  },
);
