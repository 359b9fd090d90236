import { describe, expect, it } from 'vitest';
import { FAKE_BASELINE, fakeStep } from '../client/fake-reports';
import { idleRun, reduceRun, startedRun } from './run-state';

describe('reduceRun', () => {
  it('gathers steps in columns and tells that they grew', () => {
    const before = startedRun();
    const after = reduceRun(before, [fakeStep(1, 300), fakeStep(2, 300)]);
    expect([...after.curves.step.view()]).toEqual([1, 2]);
    expect(after.revision).toBe(2);
    expect(after.lastStep?.step).toBe(2);
    expect(after.progress).toMatchObject({ phase: 'Training', done: 2, total: 300, unit: 'steps' });
  });

  it('grows beyond the first capacity without losing a value', () => {
    const steps = Array.from({ length: 1000 }, (_, i) => fakeStep(i + 1, 1000));
    const { curves } = reduceRun(startedRun(), steps);
    expect(curves.loss.length).toBe(1000);
    expect([...curves.loss.view()]).toEqual(steps.map((step) => step.loss));
  });

  it('keeps baseline, evaluations and notes', () => {
    const state = reduceRun(startedRun(), [
      FAKE_BASELINE,
      { kind: 'evaluation', step: 0, mean: 0.3, low: 0.2, high: 0.4, best: true, others: [] },
      { kind: 'note', text: 'hello' },
    ]);
    expect(state.baseline).toBe(FAKE_BASELINE);
    expect(state.evaluations).toHaveLength(1);
    expect(state.notes).toEqual(['hello']);
  });

  it('follows pause and resume, but not once cancelled or over', () => {
    const pause = { kind: 'state', state: 'paused' } as const;
    expect(reduceRun(startedRun(), [pause]).phase).toBe('paused');
    expect(reduceRun({ ...startedRun(), phase: 'cancelling' }, [pause]).phase).toBe('cancelling');
    expect(reduceRun(idleRun(), [pause]).phase).toBe('idle');
  });
});
