import type { App } from './app';
import { startBlocker } from './start-blocker';

/** Why no study can be planned or started now, for the line beside the buttons; null when it can. */
export function studyBlocker(
  app: Pick<App, 'data' | 'model' | 'settings' | 'device' | 'run' | 'evaluationData' | 'study'>,
): string | null {
  if (app.study.plan.getState().status === 'opening') return 'The time is being estimated.';
  return startBlocker(app);
}
