import type { SystemName } from '../../engine/protocol/inspect';
import { systemLabel } from '../../store/describe-passage';

/** Chooses the one ranking that is shown. */
export function SystemSwitch({
  systems,
  chosen,
  onChoice,
}: {
  systems: readonly SystemName[];
  chosen: SystemName;
  onChoice: (system: SystemName) => void;
}) {
  return (
    <fieldset className="system-switch">
      <legend className="hidden">Ranking shown</legend>
      {systems.map((system) => (
        <label key={system}>
          <input
            type="radio"
            name="ranking-shown"
            checked={system === chosen}
            onChange={() => {
              onChoice(system);
            }}
          />
          {systemLabel(system, systems)}
        </label>
      ))}
    </fieldset>
  );
}
