import { expect, test } from 'vitest';
import type { RowList } from '../../core/data/row-list';
import type { TrainingRow } from '../../core/data/training-row';
import { memoryScratch } from '../testing/memory-scratch';
import { StorageError, type ScratchFile } from './scratch-file';
import { SpillingSink, type SpillOptions } from './spilling-sink';

const rows: readonly TrainingRow[] = Array.from({ length: 50 }, (_, i) => ({
  file: 'f.jsonl',
  line: i + 1,
  query: `query ${String(i)}`,
  positives: [`a positive of row ${String(i)}`],
  negatives: [],
}));
const { signal } = new AbortController();

async function fill(sink: SpillingSink): Promise<RowList> {
  for (const row of rows) {
    sink.add(row);
    await sink.settle();
  }
  return sink.finish();
}

function sinkOn(open: () => ScratchFile, more: Partial<SpillOptions> = {}): SpillingSink {
  return new SpillingSink({ expected: 1e6, signal, spillAbove: 500, open: async () => open(), ...more });
}

test('few rows stay an array, and storage is left alone', async () => {
  const sink = sinkOn(() => expect.fail('opened a file'), { spillAbove: 1e6 });
  expect(await fill(sink)).toEqual(rows);
  expect(sink.notes()).toEqual([]);
});

test('past the bound all rows lie in the file, which goes when they are discarded', async () => {
  const file = memoryScratch();
  const sink = sinkOn(() => file);
  const list = await fill(sink);
  expect(Array.isArray(list)).toBe(false);
  expect([...list]).toEqual(rows);
  expect(sink.notes()[0]).toMatch(/lies in a temporary file of this browser/);
  await sink.discard();
  expect(file.removed).toBe(true);
});

test('rows that were discarded cannot be read any more, and it says so', async () => {
  const sink = sinkOn(() => memoryScratch());
  const list = await fill(sink);
  await sink.discard();
  expect(() => list.at(0)).toThrow(StorageError);
});

test('storage that fills up on the way says how far it came and what was needed', async () => {
  const sink = sinkOn(() => memoryScratch(1000));
  await expect(fill(sink)).rejects.toThrow(
    "The rows could not be kept in the browser's storage: writing failed: the storage is full, after 0 MB of about 1 MB.",
  );
});

test('without storage, rows stay in memory with a note while they fit', async () => {
  const refuse = () => {
    throw new StorageError('it has room for 3 MB, and 9 MB are needed');
  };
  const sink = sinkOn(refuse);
  expect(await fill(sink)).toEqual(rows);
  expect(sink.notes()[0]).toContain('storage cannot be used: it has room for 3 MB, and 9 MB are needed.');
  await expect(fill(sinkOn(refuse, { mostInMemory: 800 }))).rejects.toThrow(
    /more than 0 MB of memory. It cannot be used: it has room/,
  );
});

test('an abort is heard while rows are moved', async () => {
  const controller = new AbortController();
  const file = memoryScratch();
  const sink = sinkOn(() => file, { signal: controller.signal });
  for (const row of rows) sink.add(row);
  const settled = sink.settle();
  controller.abort();
  await expect(settled).rejects.toThrow('abort');
  await sink.discard();
  expect(file.removed).toBe(true);
});
