import type { App } from './app';
import { isActive } from './run-state';

/** What would be lost if the page were left now: a run under way, or trained weights that were never exported. */
export function unsavedWork({ run, weights }: Pick<App, 'run' | 'weights'>): 'run' | 'weights' | null {
  const { phase, evaluations } = run.getState();
  if (isActive(phase)) return 'run';
  const trained = evaluations.some((evaluation) => evaluation.step > 0);
  return trained && weights.getState().value === null ? 'weights' : null;
}
