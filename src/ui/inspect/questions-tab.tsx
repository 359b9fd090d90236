import { worstLosses } from '../../store/worst-losses';
import { useApp, useLater } from '../app-context';
import { LossList } from '../loss-list';

const LOSSES_SHOWN = 10;

/** Every question of the result. */
export function QuestionsTab() {
  const { run } = useApp();
  const result = useLater(run, (state) => state.result);
  if (result === null) return <p className="empty">After training: every question, before and after.</p>;
  return (
    <LossList
      metric={result.metric}
      losses={worstLosses(result.queries, LOSSES_SHOWN)}
      total={result.queries.filter((query) => query.after < query.before).length}
    />
  );
}
