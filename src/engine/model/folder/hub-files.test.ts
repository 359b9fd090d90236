import type {} from '../../../../e2e/servers/provided';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { InputError } from '../../../core/input-error';
import { openModelCache, type FileCache } from '../../storage/model-cache';
import { buildModelFolder } from './build-model-folder';
import { fetchHubFiles } from './hub-files';
import { fileUrl, type HubRepo } from './hub-request';
import type { ModelFiles, OpenOptions } from './model-folder';
import { openModelFolder } from './open-model-folder';

const endpoint = inject('hub');
const repo = (id: string, change: Partial<HubRepo> = {}): HubRepo => ({
  kind: 'hub',
  id,
  revision: 'main',
  endpoint,
  ...change,
});
const fetchFiles = (
  id: string,
  change: Partial<HubRepo> = {},
  options: OpenOptions = {},
): Promise<ModelFiles> => fetchHubFiles(repo(id, change), undefined, options);

const clear = (): Promise<boolean> => caches.delete('kennel-models');
beforeEach(clear);
afterEach(clear);

async function cache(): Promise<FileCache> {
  const opened = await openModelCache();
  if (opened === undefined) throw new Error('the test browser has no Cache API');
  return opened;
}

/** How often the server was asked for a path that contains this. */
async function asked(part: string): Promise<number> {
  const response = await fetch(`${endpoint}/requests`);
  const paths = (await response.json()) as string[]; // the test server's own format
  return paths.filter((path) => path.includes(part)).length;
}

test('opens a model with everything its files say', async () => {
  const sizes: number[] = [];
  const onProgress: OpenOptions['onProgress'] = ({ phase, done, total }) => {
    if (phase.includes('safetensors')) sizes.push(done / total);
  };
  const folder = await openModelFolder(repo('kennel/micro'), { onProgress });
  expect(folder).toMatchObject({
    name: 'kennel/micro',
    pooling: 'cls',
    normalise: false,
    maxLength: 32,
    prompts: { query: 'query: ', passage: 'passage: ' },
    notes: [],
  });
  expect(sizes.at(-1)).toBe(1);
  expect([...folder.tokenizer.encode('abc word3', 32)]).toEqual([2, 5, 32, 33, 60, 3]);
});

test('opens a model of another family, and gives each text its own special tokens', async () => {
  const folder = await openModelFolder(repo('kennel/mpnet'));
  expect(folder).toMatchObject({ config: { family: 'mpnet' }, maxLength: 4, pooling: 'mean' });
  expect([...folder.tokenizer.encode('the lower', folder.maxLength)]).toEqual([0, 5, 6, 2]);
});

test.each(['micro', 'kennel/mirror', 'kennel/mirror-direct'])('%s gives the same model', async (id) => {
  const [other, folder] = [await fetchFiles(id), await fetchFiles('kennel/micro')];
  expect(other.files).toEqual(folder.files);
});

test('the weights of a private model come with a token', async () => {
  const folder = buildModelFolder(await fetchFiles('kennel/private', { token: 'hf_good' }));
  expect(folder.weights.size).toBe(37);
});

describe('refused with a reason:', () => {
  const cases: [string, Partial<HubRepo>, string][] = [
    [
      'kennel/private',
      {},
      'kennel/private: there is no such model, or it is private: check the id, or give an access token (401)',
    ],
    ['kennel/private', { token: 'hf_bad' }, 'the access token is not valid for this model (401)'],
    ['kennel/forbidden', {}, 'private or gated: give an access token that may read it (403)'],
    ['kennel/gated', {}, 'this model is gated'],
    ['kennel/nowhere', {}, 'there is no such model at http'],
    ['kennel/micro', { revision: 'v9' }, 'the model has no revision "v9"'],
    ['kennel/busy', {}, 'too many requests'],
    ['kennel/broken', {}, 'answered with an error (HTTP 500)'],
    ['kennel/html', {}, 'config.json: http'],
    ['kennel/html-mirror', {}, 'answered with a web page instead of the file'],
    ['kennel/cut', {}, 'model.safetensors: the download broke off after'],
    ['kennel/short', {}, 'model.safetensors: the download broke off after'],
    ['kennel/wrong-checksum', {}, 'model.safetensors: the checksum is wrong'],
    ['kennel/wrong-checksum-mirror', {}, 'model.safetensors: the checksum is wrong'],
    ['kennel/pytorch-only', {}, 'only in another form (pytorch_model.bin)'],
    ['kennel/pytorch-only-mirror', {}, 'only in another form (pytorch_model.bin)'],
    ['kennel/deberta', {}, 'config.json: this is a deberta-v2 model'],
    ['kennel/no-config', {}, 'it has no config.json'],
    ['kennel/micro', { endpoint: 'http://127.0.0.1:9' }, 'http://127.0.0.1:9 does not answer'],
    ['kennel/micro', { endpoint: 'huggingface.co' }, '"huggingface.co" is no web address'],
    ['https://huggingface.co/kennel/micro', {}, 'this is no model id'],
    ['kennel/micro', { revision: '../x' }, 'is no revision'],
  ];
  test.each(cases)('%s %j', async (id, change, message) => {
    const opening = fetchFiles(id, change);
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(message);
  });
});

test.each(['kennel/deberta', 'kennel/max-pooling'])(
  '%s cannot be used, which is said before its weights are downloaded',
  async (id) => {
    await expect(fetchFiles(id)).rejects.toThrow(/not supported|deberta/);
    expect(await asked(`${id}/resolve/main/config.json`)).toBeGreaterThan(0);
    expect(await asked(`${id}/resolve/main/model.safetensors`)).toBe(0);
  },
);

test.each(['kennel/micro', 'kennel/mirror-direct'])(
  'the second visit to %s downloads no weights',
  async (id) => {
    const kept = await cache();
    const first = await fetchHubFiles(repo(id), kept, {});
    const progressed: string[] = [];
    const second = await fetchHubFiles(repo(id), kept, { onProgress: ({ phase }) => progressed.push(phase) });
    expect(second.files).toEqual(first.files);
    expect(progressed).toEqual([]);
  },
);

test('without a connection, the copy in the cache is used and said so', async () => {
  const kept = await cache();
  const source = repo('kennel/micro');
  const online = await fetchHubFiles(source, kept, {});
  const dead = repo('kennel/micro', { endpoint: 'http://127.0.0.1:9' });
  for (const [path, bytes] of online.files) await kept.put(fileUrl(dead, path), bytes, 'v1');
  const offline = await fetchHubFiles(dead, kept, {});
  expect(offline.files).toEqual(online.files);
  expect(offline.notes.join()).toContain('could not be reached');
});

test('without a connection and with only a part in the cache, the error says that nothing answers', async () => {
  const kept = await cache();
  const dead = repo('kennel/micro', { endpoint: 'http://127.0.0.1:9' });
  await kept.put(fileUrl(dead, 'config.json'), new TextEncoder().encode('{}'), 'v1');
  await expect(fetchHubFiles(dead, kept, {})).rejects.toThrow('does not answer');
});

test('a changed file on the server replaces the cached one', async () => {
  const kept = await cache();
  await kept.put(fileUrl(repo('kennel/micro'), 'config.json'), new TextEncoder().encode('{}'), 'old');
  const { files } = await fetchHubFiles(repo('kennel/micro'), kept, {});
  expect(new TextDecoder().decode(files.get('config.json'))).toContain('hidden_size');
});

test('with the storage full the model opens all the same, with a note', async () => {
  const kept = await cache();
  const full: FileCache = {
    get: kept.get.bind(kept),
    version: kept.version.bind(kept),
    put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  };
  const model = await fetchHubFiles(repo('kennel/micro'), full, {});
  expect(model.notes).toEqual([expect.stringContaining('not enough storage')]);
  expect(buildModelFolder(model).weights.size).toBe(37);
});

test.each(['kennel/cut', 'kennel/short', 'kennel/wrong-checksum'])(
  '%s leaves no weights in the cache',
  async (id) => {
    const kept = await cache();
    await expect(fetchHubFiles(repo(id), kept, {})).rejects.toThrow(InputError);
    expect(await kept.version(fileUrl(repo(id), 'config.json'))).toBeDefined();
    expect(await kept.version(fileUrl(repo(id), 'model.safetensors'))).toBeUndefined();
  },
);

test('a cancelled download ends at once and leaves nothing in the cache', async () => {
  const kept = await cache();
  const stop = new AbortController();
  const source = repo('kennel/slow');
  const opening = fetchHubFiles(source, kept, {
    signal: stop.signal,
    onProgress: ({ phase }) => phase.includes('safetensors') && stop.abort(),
  });
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  expect(await kept.version(fileUrl(source, 'model.safetensors'))).toBeUndefined();
});
