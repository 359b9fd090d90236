import { expect, test } from 'vitest';
import { createSampler } from '../../core/data/sampler';
import { digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import { selectRows } from '../../core/data/select-rows';
import { splitHeldOut } from '../../core/data/split';
import type { TrainingRow } from '../../core/data/training-row';
import { createRandom } from '../../core/random/random';
import { downloadWeights } from '../model/weights';
import { hashRows } from '../session/data-hash';
import { openTestBackend } from '../testing/backends';
import { memoryScratch } from '../testing/memory-scratch';
import { microJob, microRows, runToEnd } from '../testing/micro-job';
import type { ScratchFile } from './scratch-file';
import { SpillingSink } from './spilling-sink';

const { signal } = new AbortController();

async function store(rows: readonly TrainingRow[]): Promise<RowList> {
  const sink = new SpillingSink({ expected: 0, signal, spillAbove: 0, open: async () => memoryScratch() });
  for (const row of rows) sink.add(row);
  return sink.finish();
}

/** Rows with all that a row may have, some of them longer than what is read at a time. */
function randomRows(seed: number, count: number): TrainingRow[] {
  const random = createRandom(seed);
  const alphabet = ['a', 'é', '漢', '🚲', ' ', '"', '\\', '\n'];
  const text = (): string =>
    Array.from(
      { length: 1 + random.int(random.int(20) === 0 ? 40_000 : 60) },
      () => alphabet[random.int(8)],
    ).join('');
  const texts = (least: number): string[] => Array.from({ length: least + random.int(3) }, text);
  const maybe = <T>(value: T): T | undefined => (random.int(2) === 0 ? value : undefined);
  return Array.from({ length: count }, (_, i) => ({
    file: `f${String(random.int(3))}.jsonl`,
    line: i + 1,
    query: text(),
    positives: texts(1),
    negatives: texts(0),
    ...(maybe(1) && { queryId: `id \ud800 ${String(i)}` }),
    ...(maybe(1) && { synthetic: { text: text(), verified: random.int(2) === 0 } }),
    ...(maybe(1) && { cot: text() }),
  }));
}

test('seed 71: the same rows in order, by place from either end, and by chance', async () => {
  const rows = randomRows(71, 400);
  const stored = await store(rows);
  expect(stored).toHaveLength(rows.length);
  expect([...stored]).toEqual(rows);
  expect([stored.at(-1), stored.at(400), stored.at(-401)]).toEqual([rows[399], undefined, undefined]);
  const random = createRandom(71);
  for (let i = 0; i < 500; i++) {
    const at = random.int(rows.length);
    expect(stored.at(at)).toEqual(rows[at]);
  }
});

test('seed 72: the same digest, split, batches and hash as rows in memory', async () => {
  const rows = randomRows(72, 300);
  const stored = await store(rows);
  expect(stored.digest).toEqual(digestOf(rows));
  expect(await hashRows(stored, signal)).toBe(await hashRows(rows, signal));
  const places = Int32Array.from({ length: 100 }, (_, i) => 3 * i);
  expect(await hashRows(selectRows(stored, places), signal)).toBe(
    await hashRows(
      rows.filter((_, i) => i % 3 === 0),
      signal,
    ),
  );
  const [ours, theirs] = [stored, rows].map((list) =>
    splitHeldOut(list, 0.2, { seed: 4, heldOutPassages: 100, heldOutQueries: 0, splitBy: 'query' }),
  );
  expect([...(ours?.train ?? [])]).toEqual([...(theirs?.train ?? [])]);
  expect([ours?.dev, ours?.test]).toEqual([theirs?.dev, theirs?.test]);
  const [a, b] = [stored, rows].map((list) => createSampler({ rows: list, batch: 16, seed: 4 }).epoch(1));
  expect(a).toEqual(b);
});

test('hashing many rows tells how many are done', async () => {
  const positives = ['p'.repeat(1 << 20)]; // a block has four such
  const long = Array.from({ length: 12 }, (_, i): TrainingRow => {
    return { file: 'f.jsonl', line: i + 1, query: 'q', positives, negatives: [] };
  });
  const told: number[] = [];
  await hashRows(long, signal, (done) => told.push(done));
  expect(told).toEqual([4, 8, 12]);
});

test('a run on stored rows is that on rows in memory, bit for bit', async () => {
  await openTestBackend('wasm');
  const rows = microRows(20);
  const runs = [];
  for (const list of [rows, await store(rows)]) {
    const job = await microJob({}, [], list);
    const { steps: done } = await runToEnd(job);
    runs.push({
      losses: done.map(({ loss, gradNorm }) => [loss, gradNorm]),
      weights: await downloadWeights(job.model.weights),
    });
  }
  expect(runs[0]?.losses).toHaveLength(10);
  expect(runs[1]).toEqual(runs[0]);
});

test('seed 74: a pass over the rows reads ahead, though others are read by place meanwhile', async () => {
  const rows = randomRows(74, 300);
  const file = memoryScratch();
  let reads = 0;
  const counted: ScratchFile = {
    get size() {
      return file.size;
    },
    append: (bytes) => {
      file.append(bytes);
    },
    read: (into, at) => {
      reads++;
      file.read(into, at);
    },
    remove: () => file.remove(),
  };
  const sink = new SpillingSink({ expected: 0, signal, spillAbove: 0, open: async () => counted });
  for (const row of rows) sink.add(row);
  const stored = await sink.finish();
  const passes = async (byPlace: boolean): Promise<number> => {
    reads = 0;
    let index = 0;
    for (const row of stored) {
      expect(row).toEqual(rows[index]);
      if (byPlace && index % 10 === 0) expect(stored.at(299 - index)).toEqual(rows[299 - index]);
      index++;
    }
    return reads;
  };
  const alone = await passes(false);
  expect(alone).toBeLessThan(20);
  expect(await passes(true)).toBeLessThanOrEqual(alone + 30);
});
