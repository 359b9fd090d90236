import { useApp, useSelect } from './app-context';

/** True until something has been loaded or asked for: the page then shows how to begin. */
export function useFirstVisit(): boolean {
  const app = useApp();
  const noData = useSelect(app.data, (data) => data.status === 'empty');
  const noJudgements = useSelect(app.evaluationData, (data) => data.status === 'empty');
  const noModel = useSelect(app.model, (model) => model.status === 'empty');
  const noRun = useSelect(app.run, (run) => run.phase === 'idle');
  return noData && noJudgements && noModel && noRun;
}
