import { expect, test } from 'vitest';
import { cosineBin } from '../../core/similarity/cosine-bins';
import { cosine } from './cosine';
import { FAKE_WIDTH, fakeSight } from './fake-sight';
import { keepFrames } from './keep-frames';
import { NEAREST, mapDistances } from './map-distances';
import { Observer } from './observer';

const SETTINGS = { seed: 4, relevanceLevel: 1 };

test('relevant pairs are counted as a plain loop counts them, passages outside of the corpus left out (seed 31)', () => {
  const sight = fakeSight(12, 30, 31, 1);
  const observer = new Observer(SETTINGS, new Map([[sight.set, 'dev']]));
  observer.see(sight);
  const [event] = observer.close(0, true);
  const cosines = sight.set.queries.map((_, at) => cosine(sight.queries, at, sight.corpus.embeddings, at));
  const counts = Array.from({ length: 100 }, (_, bin) => cosines.filter((x) => cosineBin(x) === bin).length);
  expect(event?.relevant.counts).toEqual(counts);
  expect(event?.relevant.pairs).toBe(12);
  expect(event?.relevant.mean).toBeCloseTo(cosines.reduce((sum, x) => sum + x, 0) / 12, 12);
});

test('the hardest pairs are the 5 best ranked that are not relevant (seed 32)', () => {
  const sight = fakeSight(3, 20, 32);
  const observer = new Observer(SETTINGS, new Map([[sight.set, 'dev']]));
  observer.see(sight);
  const [event] = observer.close(0, true);
  const hardest = sight.set.queries.flatMap((_, query) =>
    [0, 1, 2, 3, 4, 5]
      .filter((row) => row !== query)
      .slice(0, 5)
      .map((row) => cosine(sight.queries, query, sight.corpus.embeddings, row)),
  );
  expect(event?.hardest.pairs).toBe(15);
  expect(event?.hardest.mean).toBeCloseTo(hardest.reduce((sum, x) => sum + x, 0) / 15, 12);
  const relevant = sight.set.queries.map((_, at) => cosine(sight.queries, at, sight.corpus.embeddings, at));
  const won = relevant.flatMap((a) => hardest.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  expect(event?.hardest.separation).toBeCloseTo(won.reduce((sum, x) => sum + x, 0) / won.length, 12);
});

test('the random pairs are the same at every step, and never relevant (seed 33)', () => {
  const sight = fakeSight(5, 2, 33);
  const observer = new Observer(SETTINGS, new Map([[sight.set, 'dev']]));
  observer.see(sight);
  const [first] = observer.close(0, true);
  observer.see(sight);
  const [second] = observer.close(1, true);
  expect(second?.random).toEqual(first?.random);
  // With two passages, queries 0 and 1 have one other each, the rest (relevant ones missing) have two.
  expect(first?.random.pairs).toBe(8);
});

test('the record: the same points at every frame, unit vectors, relations both ways (seed 34)', () => {
  const near = fakeSight(6, 9, 34);
  const far = fakeSight(4, 7, 35);
  const observer = new Observer(
    SETTINGS,
    new Map([
      [near.set, 'near'],
      [far.set, 'far'],
    ]),
  );
  for (const step of [0, 10]) {
    observer.see({ ...fakeSight(6, 9, 34 + step), set: near.set });
    observer.see({ ...fakeSight(4, 7, 35 + step), set: far.set });
    observer.see(fakeSight(4, 7, 36)); // a set that is not watched
    observer.close(step, step === 0);
  }
  const record = observer.record();
  if (record === null) throw new Error('nothing was recorded');
  expect(record).toMatchObject({ width: FAKE_WIDTH, queries: 10, keptStep: 0 });
  expect(record.points.map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 10 }, () => 'query'),
    ...Array.from({ length: 16 }, () => 'passage'),
  ]);
  for (const [at, point] of record.points.entries())
    for (const other of point.relevant) {
      expect(record.points[other]?.relevant).toContain(at);
      expect(record.points[other]?.set).toBe(point.set);
      if (point.kind === 'query') expect(record.points[other]?.id).toBe(point.id.replace('q', 'd'));
    }
  for (const { values } of record.frames) {
    expect(values.length).toBe(26 * FAKE_WIDTH);
    const first = values.subarray(0, FAKE_WIDTH);
    expect(first.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
  }
});

test('distances of a frame: nearest passages and means by a plain loop (seed 36)', () => {
  const sight = fakeSight(6, 12, 36, 2);
  const observer = new Observer(SETTINGS, new Map([[sight.set, 'dev']]));
  observer.see(sight);
  observer.close(0, true);
  const record = observer.record();
  const frame = record?.frames[0];
  if (record === null || frame === undefined) throw new Error('nothing was recorded');
  const { nearest, relevantCosine, otherCosine } = mapDistances(record, frame);
  const rowOf = (id: string): number => Number(id.slice(1));
  const passages = record.points.slice(6);
  const cosines = record.points
    .slice(0, 6)
    .map((query) =>
      passages.map((passage) =>
        cosine(sight.queries, rowOf(query.id), sight.corpus.embeddings, rowOf(passage.id)),
      ),
    );
  cosines.forEach((row, query) => {
    const best = row.map((_, at) => at).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0));
    expect([...nearest.subarray(query * NEAREST, (query + 1) * NEAREST)]).toEqual(
      best.slice(0, 5).map((at) => at + 6),
    );
  });
  const isRelevant = (query: number, at: number): boolean =>
    passages[at]?.id === record.points[query]?.id.replace('q', 'd');
  const flat = cosines.flatMap((row, query) =>
    row.map((value, at) => [value, isRelevant(query, at)] as const),
  );
  const mean = (wanted: boolean): number => {
    const some = flat.filter(([, relevant]) => relevant === wanted);
    return some.reduce((sum, [value]) => sum + value, 0) / some.length;
  };
  expect(relevantCosine).toBeCloseTo(mean(true), 5);
  expect(otherCosine).toBeCloseTo(mean(false), 5);
});

test('a long run keeps few frames, evenly, with the first, the last and the best', () => {
  let frames: { step: number }[] = [];
  for (let step = 0; step <= 1000; step += 10) frames = keepFrames([...frames, { step }], 9, 330);
  const steps = frames.map(({ step }) => step);
  expect(steps).toHaveLength(9);
  expect(steps).toEqual(expect.arrayContaining([0, 330, 1000]));
  const gaps = steps.slice(1).map((step, at) => step - (steps[at] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(4 * (1000 / 8));
});

test('nothing to record before the first evaluation', () => {
  expect(new Observer(SETTINGS, new Map()).record()).toBeNull();
});
