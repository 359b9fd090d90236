import { useApp, useLater } from './app-context';

/** True until something has been loaded or asked for: the page then shows how to begin. */
export function useFirstVisit(): boolean {
  const app = useApp();
  const noData = useLater(app.data, (data) => data.status === 'empty');
  const noJudgements = useLater(app.evaluationData, (data) => data.status === 'empty');
  const noModel = useLater(app.model, (model) => model.status === 'empty');
  const noRun = useLater(app.run, (run) => run.phase === 'idle');
  return noData && noJudgements && noModel && noRun;
}
