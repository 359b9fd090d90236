import { formatGrids, GRID_NAMES, parseGrids, type GridName } from '../../core/study/grid-names';
import { GRID_PURPOSES } from '../../store/study-words';
import { useApp, useSelect } from '../app-context';
import { SettingList } from '../setting-list';
import { useStudyBlocker } from './use-study-blocker';

/** Which grids, and how many seeds; then the estimate. */
export function StudyForm() {
  const app = useApp();
  const { settings, study } = app;
  const chosen = useSelect(settings, (state) => state.settings.studyGrids);
  const running = useSelect(study, ({ phase }) => phase === 'running' || phase === 'cancelling');
  const blocker = useStudyBlocker();
  const grids = parseGrids(chosen);
  const choose = (name: GridName, wanted: boolean): void => {
    const others = grids.filter((grid) => grid !== name);
    settings.edit('studyGrids', formatGrids(wanted ? [...others, name] : others));
  };
  return (
    <div className="study-form">
      <fieldset className="study-grids" disabled={running}>
        <legend>What is varied</legend>
        {GRID_NAMES.map((name) => (
          <label key={name} className="study-grid">
            <input
              type="checkbox"
              checked={grids.includes(name)}
              // The last one stays: a study of nothing has no table.
              disabled={grids.length === 1 && grids.includes(name)}
              onChange={(event) => {
                choose(name, event.target.checked);
              }}
            />
            <span>
              <b>{GRID_PURPOSES[name].label}</b>
              <span className="help">{GRID_PURPOSES[name].purpose}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="stack-small">
        <SettingList names={['studySeeds']} disabled={running} />
        <button
          type="button"
          className="study-estimate"
          disabled={blocker !== null}
          aria-describedby="study-blocker"
          onClick={() => void app.planStudy()}
        >
          Estimate the time
        </button>
        <p id="study-blocker" className="quiet small-text">
          {blocker ?? 'Times a few steps on this device; takes some seconds.'}
        </p>
      </div>
    </div>
  );
}
