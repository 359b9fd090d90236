import { studyBlocker } from '../../store/study-blocker';
import { useApp, useSelect } from '../app-context';

/** Why no study can start, following every store the answer depends on. */
export function useStudyBlocker(): string | null {
  const app = useApp();
  useSelect(app.device, (device) => device.status);
  useSelect(app.data, (data) => data.status);
  useSelect(app.evaluationData, (data) => data.status);
  useSelect(app.model, (model) => model.status);
  useSelect(app.run, (run) => run.phase);
  useSelect(app.settings, (settings) => settings.drafts);
  useSelect(app.study, (study) => study.phase);
  useSelect(app.study.plan, (plan) => plan.status);
  return studyBlocker(app);
}
