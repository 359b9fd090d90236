import { afterEach, expect, test, vi } from 'vitest';
import type { EngineEvent, ProgressEvent } from '../protocol/events';
import { costOf, StudyProgress } from './study-progress';

afterEach(() => {
  vi.restoreAllMocks();
});

test('the steps of an alignment go on after those of its training; what is measured comes last', () => {
  const told: ProgressEvent[] = [];
  const work = { rows: 4, steps: 4, trained: 100, measured: 100 };
  vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(1000);
  const progress = new StudyProgress({ total: 3, stored: 1, cost: 2 * costOf(work) }, (event) => {
    if (event.kind === 'progress') told.push(event);
  });
  const step = (at: number, steps: number): EngineEvent => ({
    ...{ kind: 'step', step: at, steps, epoch: 1, loss: 1, lr: 1, gradNorm: 1, positive: 1, hardest: 1 },
    ...{ tokensPerSecond: 1, secondsLeft: 1, temperature: 1 },
  });
  const waiting = { kind: 'progress', phase: 'Mining', done: 9, total: 10, unit: 'passages' } as const;
  progress.begin('aligned, seed 1', work);
  for (const event of [step(1, 2), waiting, step(2, 2), step(1, 2), step(2, 2), { ...waiting, done: 5 }])
    progress.hear(event);
  // After a second: what is left takes as long as its share of the costs.
  expect(told.map(({ secondsLeft = NaN }) => (2 * costOf(work)) / (secondsLeft + 1))).toEqual(
    [NaN, 75, 75, 150, 225, 300, 350].map((spent): unknown =>
      Number.isNaN(spent) ? NaN : expect.closeTo(spent, 6),
    ),
  );
  expect(told.at(-1)).toMatchObject({ done: 1, total: 3, unit: 'cells (mining, 5 of 10 passages)' });
});
