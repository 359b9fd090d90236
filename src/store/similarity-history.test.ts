import { expect, test } from 'vitest';
import { systemNames } from '../core/results/system-names';
import type { SimilarityEvent } from '../engine/protocol/similarity';
import { highestShare, occupiedBins, setsOf, similarityWords, type OtherKind } from './similarity-history';
import { createSimilarityStore } from './similarity-store';

/** Ten bins; relevant pairs in bin `at`, others in bins 3 and 4. */
function event(step: number, at: number, separation: number | null = 0.9, set = 'dev'): SimilarityEvent {
  const counts = (bins: Readonly<Record<number, number>>): number[] =>
    Array.from({ length: 10 }, (_, bin) => bins[bin] ?? 0);
  const others = { counts: counts({ 3: 6, 4: 2 }), pairs: 8, mean: 0, separation };
  return {
    kind: 'similarity',
    set,
    step,
    relevant: { counts: counts({ [at]: 5 }), pairs: 5, mean: 0.5 },
    random: others,
    hardest: others,
  };
}

test('the axis spans what any evaluation fills, and stays within the bins', () => {
  expect(occupiedBins([event(0, 5), event(9, 7)], 'random')).toEqual([2, 8]);
  expect(occupiedBins([event(0, 9)], 'random')).toEqual([2, 9]);
  expect(occupiedBins([], 'random')).toEqual([0, 0]);
});

test('shares are of the pairs of their kind', () => {
  expect(highestShare([event(0, 5)], 'random')).toBe(1);
});

test('sets in the order in which they came', () => {
  expect(setsOf([event(0, 5, 0.9, 'b'), event(0, 5, 0.9, 'a'), event(1, 5, 0.9, 'b')])).toEqual(['b', 'a']);
});

test('in words, beside the model before the run', () => {
  const wordsOf = (now: SimilarityEvent, before: SimilarityEvent | undefined, kind: OtherKind) =>
    similarityWords({ now, before, names: systemNames() }, kind);
  const names = systemNames({ distilled: true });
  const aligned = similarityWords({ now: event(9, 5, 0.973), before: event(0, 5, 0.9), names }, 'random');
  expect(aligned).toContain('(distilled: 90.0)');
  expect(wordsOf(event(9, 5, 0.973), event(0, 5, 0.9), 'random')).toBe(
    'A relevant pair is more alike than a random one in 97.3 of 100 comparisons (untouched: 90.0).',
  );
  const first = event(0, 5, 0.9);
  expect(wordsOf(first, first, 'hardest')).toBe(
    'A relevant pair is more alike than one of the hardest in 90.0 of 100 comparisons.',
  );
  expect(wordsOf(event(0, 5, null), undefined, 'random')).toBe('There are no pairs to compare.');
});

test('a listener gathers similarities, passes everything on, and takes the place of the one before', () => {
  const store = createSimilarityStore();
  const passed: string[] = [];
  const listen = store.listen(({ kind }) => passed.push(kind));
  listen(event(0, 5));
  listen({ kind: 'note', text: 'a note' });
  expect(store.getState().events).toHaveLength(1);
  expect(passed).toEqual(['similarity', 'note']);
  const next = store.listen(() => undefined);
  expect(store.getState().events).toHaveLength(1); // until the next evaluation has something to tell
  next(event(9, 5));
  expect(store.getState().events.map(({ step }) => step)).toEqual([9]);
});
