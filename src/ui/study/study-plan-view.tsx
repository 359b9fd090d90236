import type { PlannedCell } from '../../engine/protocol/study';
import { formatDuration } from '../../store/format-value';
import { planWords, sizeWords } from '../../store/study-words';
import { useApp, useLater } from '../app-context';
import { Fold } from '../fold';
import { Opening } from '../opening';

/** What would be computed and how long that takes; the cells as a table on demand. */
export function StudyPlanView() {
  const { study } = useApp();
  const plan = useLater(study.plan, (state) => state.value);
  return (
    <>
      <Opening store={study.plan} what="Looking at the data" />
      {plan !== null && (
        <div className="stack-small">
          <p role="status">{planWords(plan.cells, plan.seconds)}</p>
          {plan.design.notes.length > 0 && (
            <ul className="notes" aria-label="Notes on the plan">
              {plan.design.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
          <Fold summary="All cells">
            <PlannedCells plan={plan} />
          </Fold>
        </div>
      )}
    </>
  );
}

type Plan = NonNullable<ReturnType<ReturnType<typeof useApp>['study']['plan']['getState']>['value']>;

/** A line for every run, a column for every seed. */
function PlannedCells({ plan: { design, cells } }: { plan: Plan }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Planned cells">
      <table className="study-cells">
        <thead>
          <tr>
            <th scope="col">Variant</th>
            {design.seeds.map((seed) => (
              <th key={seed} scope="col">
                Seed {seed}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {design.runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                {run.name}
                <PlannedSize cell={cells.find((one) => one.run === run.id)} />
              </th>
              {design.seeds.map((seed) => {
                const cell = cells.find((one) => one.run === run.id && one.seed === seed);
                return (
                  <td key={seed} className="figures">
                    {cell?.stored === true ? 'stored' : formatDuration(cell?.seconds ?? 0)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of the first seed; where others hold other queries out, they may have some rows more or less. */
function PlannedSize({ cell }: { cell: PlannedCell | undefined }) {
  return <small>{cell === undefined ? null : sizeWords(cell)}</small>;
}
