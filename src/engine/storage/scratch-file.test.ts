import { afterEach, expect, test } from 'vitest';
import type { StorageQuestion } from '../testing/storage.worker';

const workers: Worker[] = [];

/** A worker as another tab would have one: its locks and files are its own. */
function startTab(): (question: StorageQuestion) => Promise<unknown> {
  const worker = new Worker(new URL('../testing/storage.worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return (question) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<{ result: unknown } | { error: string }>) => {
        if ('error' in data) reject(new Error(data.error));
        else resolve(data.result);
      };
      worker.postMessage(question);
    });
}

async function storedNames(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('kennel-rows', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** The browser takes some seconds over ending a worker. */
const WHEN_GONE = { timeout: 10_000 };

async function heldLocks(): Promise<unknown> {
  return (await navigator.locks.query()).held;
}

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  await expect.poll(heldLocks, WHEN_GONE).toEqual([]);
  await startTab()({ do: 'removeStale' });
  workers.pop()?.terminate();
  expect(await storedNames()).toEqual([]);
});

test('gives back what was written, from any place, and is gone once removed', async () => {
  const ask = startTab();
  await ask({ do: 'open', expected: 100 });
  await ask({ do: 'append', bytes: Uint8Array.of(1, 2, 3) });
  expect(await ask({ do: 'append', bytes: Uint8Array.of(4, 5) })).toBe(5);
  expect(await ask({ do: 'read', at: 2, length: 3 })).toEqual(Uint8Array.of(3, 4, 5));
  await expect(ask({ do: 'read', at: 3, length: 3 })).rejects.toThrow('shorter than it was');
  await ask({ do: 'remove' });
  expect(await storedNames()).toEqual([]);
  await expect(ask({ do: 'read', at: 0, length: 1 })).rejects.toThrow('StorageError');
});

test('more than storage has room for is refused with both figures', async () => {
  await expect(startTab()({ do: 'open', expected: 1e15 })).rejects.toThrow(
    /room for [\d,]+ MB, and 1,000,000,000 MB are needed/,
  );
  expect(await storedNames()).toEqual([]);
});

test('the file of a tab that is gone is deleted, that of an open tab is not', async () => {
  const [gone, open, next] = [startTab(), startTab(), startTab()];
  await gone({ do: 'open', expected: 1 });
  await open({ do: 'open', expected: 1 });
  await open({ do: 'append', bytes: Uint8Array.of(7) });
  expect(await storedNames()).toHaveLength(2);
  workers[0]?.terminate();
  await expect.poll(heldLocks, WHEN_GONE).toHaveLength(1);
  await next({ do: 'removeStale' });
  expect(await storedNames()).toHaveLength(1);
  expect(await open({ do: 'read', at: 0, length: 1 })).toEqual(Uint8Array.of(7));
});
