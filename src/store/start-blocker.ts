import type { App } from './app';
import { isActive } from './run-state';
import { isStudying } from './study-store';

/** Why training cannot start now, for the line beside the button; null when it can. */
export function startBlocker(
  app: Pick<App, 'data' | 'model' | 'settings' | 'device' | 'run' | 'evaluationData' | 'study'>,
) {
  if (isActive(app.run.getState().phase)) return 'A run is under way.';
  if (isStudying(app.study.getState())) return 'A study is under way.';
  if (app.device.getState().value === null) {
    return app.device.getState().status === 'failed'
      ? 'The engine could not start.'
      : 'The engine is starting.';
  }
  if (app.data.getState().value === null) return 'Add training data first.';
  if ([app.data, app.evaluationData, app.model].some((store) => store.getState().status === 'opening'))
    return 'Files are still being read.';
  if (app.model.getState().value === null) return 'Load a model first.';
  const wrong = Object.keys(app.settings.getState().drafts).length;
  return wrong > 0 ? 'Correct the marked settings first.' : null;
}
