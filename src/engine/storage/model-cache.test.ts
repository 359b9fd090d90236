import { afterEach, expect, test } from 'vitest';
import { openModelCache, type FileCache } from './model-cache';

const URL_OF_FILE = 'https://hub.example/kennel/micro/resolve/main/config.json';

async function open(): Promise<FileCache> {
  const cache = await openModelCache();
  if (cache === undefined) throw new Error('the test browser has no Cache API');
  return cache;
}

afterEach(() => caches.delete('kennel-models'));

test('gives back what was put, with its version, also when opened anew', async () => {
  await (await open()).put(URL_OF_FILE, Uint8Array.of(1, 2, 3), 'abc');
  const cache = await open();
  expect(await cache.version(URL_OF_FILE)).toBe('abc');
  expect(await cache.get(URL_OF_FILE)).toEqual({ bytes: Uint8Array.of(1, 2, 3), version: 'abc' });
});

test('knows nothing of other addresses', async () => {
  const cache = await open();
  await cache.put(URL_OF_FILE, Uint8Array.of(1), 'abc');
  expect(await cache.get(`${URL_OF_FILE}x`)).toBeUndefined();
  expect(await cache.version(`${URL_OF_FILE}x`)).toBeUndefined();
});

test('a new version replaces the old', async () => {
  const cache = await open();
  await cache.put(URL_OF_FILE, Uint8Array.of(1), 'old');
  await cache.put(URL_OF_FILE, Uint8Array.of(2), 'new');
  expect(await cache.get(URL_OF_FILE)).toEqual({ bytes: Uint8Array.of(2), version: 'new' });
});

test('stores only the part of a buffer that is the file', async () => {
  const cache = await open();
  await cache.put(URL_OF_FILE, Uint8Array.of(9, 1, 2, 9).subarray(1, 3), 'abc');
  expect((await cache.get(URL_OF_FILE))?.bytes).toEqual(Uint8Array.of(1, 2));
});
