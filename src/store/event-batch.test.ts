import { expect, it } from 'vitest';
import { createEventBatch } from './event-batch';

it('hands over the first event at once and the rest together', () => {
  const timers: (() => void)[] = [];
  const got: number[][] = [];
  const batch = createEventBatch<number>(
    (events) => got.push([...events]),
    250,
    (run) => timers.push(run),
  );
  batch.add(1);
  batch.add(2);
  batch.add(3);
  expect(got).toEqual([[1]]);
  timers.shift()?.();
  expect(got).toEqual([[1], [2, 3]]);
  batch.add(4);
  batch.flush();
  expect(got).toEqual([[1], [2, 3], [4]]);
  timers.shift()?.(); // nothing waits: the spell is over
  batch.add(5);
  expect(got.at(-1)).toEqual([5]);
});
