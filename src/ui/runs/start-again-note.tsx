import { openOtherwise } from '../../store/open-otherwise';
import { useApp, useSelect } from '../app-context';
import { StartButton } from '../start-button';

/** Says whose settings the form has, and what else it would take to repeat that run. Starting is left to the person. */
export function StartAgainNote() {
  const app = useApp();
  const again = useSelect(app.runs, (state) => state.again);
  const data = useSelect(app.data, (state) => state.value);
  const model = useSelect(app.model, (state) => state.value);
  const sets = useSelect(app.evaluationData, (state) => state.value);
  if (again === null) return null;
  const { run, problems } = again;
  const remarks = openOtherwise(run, { data, model, sets: sets ?? [] });
  return (
    <section className="start-again" aria-label="Start again">
      <p role="status">
        All settings of &quot;{run.name}&quot; are in the form of step 3, its seed included.
      </p>
      {remarks.length + problems.length > 0 && (
        <ul className="notes">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
          {problems.map(({ name, reason }) => (
            <li key={name}>
              The setting {name} has its default: {reason}.
            </li>
          ))}
        </ul>
      )}
      <StartButton hint="Nothing starts by itself." />
    </section>
  );
}
