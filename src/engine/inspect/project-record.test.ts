import { expect, test } from 'vitest';
import type { MapMethod } from '../protocol/map';
import { fakeSight } from './fake-sight';
import { Observer, type EmbeddingRecord } from './observer';
import { projectRecord } from './project-record';

const context = { signal: new AbortController().signal, emit: (): void => undefined };

/** Four checkpoints during which queries come closer to their passages; the third is kept. */
function recordOf(queries: number, passages: number): EmbeddingRecord {
  const { set } = fakeSight(queries, passages, 41);
  const observer = new Observer({ seed: 1, relevanceLevel: 1 }, new Map([[set, 'dev']]));
  for (const step of [0, 1, 2, 3]) {
    observer.see({ ...fakeSight(queries, passages, 41, step), set });
    observer.close(step, step < 3);
  }
  const record = observer.record();
  if (record === null) throw new Error('nothing was recorded');
  return record;
}

test.each(['pca', 'umap'] as const)(
  '%s: every checkpoint in one plane, the same again for the same seed (seed 41)',
  async (method) => {
    const record = recordOf(20, 40);
    const map = await projectRecord(record, method, context);
    expect(map).toMatchObject({ method, queries: 20, keptStep: 2, fittedOn: [0, 2] });
    expect(map.frames.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    for (const { positions } of map.frames) {
      expect(positions).toHaveLength(120);
      expect(positions.every(Number.isFinite)).toBe(true);
    }
    expect((await projectRecord(record, method, context)).frames).toEqual(map.frames);
    const [first, , kept] = map.frames;
    expect(kept?.relevantCosine).toBeGreaterThan(first?.relevantCosine ?? 1);
  },
);

test('umap keeps what is close together close: a query stands nearer to its passage than to most (seed 41)', async () => {
  const map = await projectRecord(recordOf(20, 40), 'umap', context);
  const { positions } = map.frames[2] ?? { positions: new Float32Array() };
  const distance = (a: number, b: number): number =>
    Math.hypot(
      (positions[2 * a] ?? 0) - (positions[2 * b] ?? 0),
      (positions[2 * a + 1] ?? 0) - (positions[2 * b + 1] ?? 0),
    );
  const nearer = map.points.slice(0, 20).map(({ relevant: [own = -1] }, query) => {
    const all = map.points.flatMap(({ kind }, at) => (kind === 'passage' ? [distance(query, at)] : []));
    return all.filter((other) => other < distance(query, own)).length;
  });
  nearer.sort((a, b) => a - b);
  expect(nearer[10]).toBeLessThan(4); // of 40, in the median
});

test('too few points for UMAP say so; PCA still draws them', async () => {
  const record = recordOf(1, 1);
  await expect(
    projectRecord({ ...record, frames: record.frames.slice(0, 1) }, 'umap', context),
  ).rejects.toThrow('at least 6 points');
  expect((await projectRecord(record, 'pca', context)).frames).toHaveLength(4);
});

test.each(['pca', 'umap'] as const satisfies readonly MapMethod[])(
  '%s answers a cancel (seed 41)',
  async (method) => {
    const controller = new AbortController();
    const call = {
      signal: controller.signal,
      emit: () => {
        controller.abort();
      },
    };
    await expect(projectRecord(recordOf(20, 40), method, call)).rejects.toThrow('abort');
  },
);
