import type { SetRole } from '../core/data/set-role';
import type { EvaluationDataReport } from '../engine/protocol/data';
import { formatCount, formatPlural } from '../store/format-value';
import { roleNames } from '../store/role-names';
import { setPurpose } from '../store/set-purpose';
import { useApp, useSelect } from './app-context';
import { RejectList } from './reject-list';

const ROLES: readonly SetRole[] = ['in', 'out'];

/** The open evaluation sets: what each holds, what it is for, and how to be rid of it. */
export function EvaluationSetList({
  sets,
  disabled,
}: {
  sets: readonly EvaluationDataReport[];
  disabled: boolean;
}) {
  const { settings } = useApp();
  const chosen = useSelect(settings, (state) => state.settings);
  const primary = sets.find(({ role }) => role === 'in');
  return (
    <ul className="evaluation-sets" aria-label="Evaluation sets">
      {sets.map((set) => (
        <li key={set.name} className="file" aria-label={set.name}>
          <p>
            <b>{set.name}</b>{' '}
            <span className="quiet">
              {formatPlural(set.passages, 'passage')} · {formatPlural(set.queries, 'question')}
            </span>
          </p>
          <ul className="splits">
            {set.splits.map((split) => (
              <li key={split.name}>
                <b>{split.name}</b> {formatPlural(split.queries, 'question')}, {formatCount(split.judgements)}{' '}
                judged
              </li>
            ))}
          </ul>
          <RoleChoice set={set} disabled={disabled} />
          <p className="quiet small-text">{setPurpose(set, set === primary, chosen)}</p>
          {set.notes.map((note) => (
            <p key={note} className="quiet small-text">
              {note}
            </p>
          ))}
          <RejectList file={set.name} rejected={set.rejected} count={set.rejectedCount} />
          <RemoveButton name={set.name} disabled={disabled} />
        </li>
      ))}
    </ul>
  );
}

function RoleChoice({ set: { name, role }, disabled }: { set: EvaluationDataReport; disabled: boolean }) {
  const { evaluationData } = useApp();
  return (
    <fieldset className="segmented" disabled={disabled}>
      <legend className="hidden">What {name} is</legend>
      {ROLES.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={`role-${name}`}
            checked={role === choice}
            onChange={() => void evaluationData.change(name, choice)}
          />
          <span>{roleNames[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function RemoveButton({ name, disabled }: { name: string; disabled: boolean }) {
  const { evaluationData } = useApp();
  return (
    <button
      type="button"
      className="link"
      disabled={disabled}
      onClick={() => void evaluationData.change(name, 'remove')}
    >
      Remove<span className="hidden"> {name}</span>
    </button>
  );
}
