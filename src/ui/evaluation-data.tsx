import { SETTINGS } from '../core/settings/settings';
import { useApp, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { EvaluationSetList } from './evaluation-set-list';
import { FileField } from './file-field';
import { Fold } from './fold';
import { openEvaluationSets } from './open-evaluation-sets';
import { Opening } from './opening';
import { SettingList } from './setting-list';

/** The evaluation sets; without one like the training data, a share of the training queries is held out. */
export function EvaluationData() {
  const app = useApp();
  const hasData = useSelect(app.data, (data) => data.value !== null);
  const sets = useSelect(app.evaluationData, (data) => data.value);
  const primary = sets?.some(({ role }) => role === 'in') ?? false;
  const busy = useBusy();
  return (
    <div className="stack part">
      <FileField
        id="evaluation-input"
        name="Evaluation data"
        hint="A BEIR folder or zip: corpus.jsonl, queries.jsonl, qrels/*.tsv. Optional, and as many as you like."
        disabled={busy}
        onFiles={(files) => void openEvaluationSets(app, files)}
      />
      <Opening store={app.evaluationData} what="Reading the corpus" />
      {hasData && !primary && <HeldOut disabled={busy} />}
      {sets !== null && (
        <>
          <EvaluationSetList sets={sets} disabled={busy} />
          {sets.length > 1 && (
            <button type="button" className="link" disabled={busy} onClick={() => void app.holdOut()}>
              Remove all, hold out training queries instead
            </button>
          )}
        </>
      )}
      {(hasData || sets !== null) && (
        <Fold summary="More settings">
          <SettingList names={['otherLayouts', 'titles', 'devSplit', 'testSplit']} disabled={busy} />
        </Fold>
      )}
    </div>
  );
}

/** How many of the training queries are kept for evaluation. */
function HeldOut({ disabled }: { disabled: boolean }) {
  const { settings } = useApp();
  const share = useSelect(settings, (state) => state.settings.heldOut);
  const { label, help, min, max } = SETTINGS.heldOut;
  return (
    <div className="field">
      <label htmlFor="setting-heldOut">
        {label} <output className="figures">{Math.round(share * 100)} %</output>
      </label>
      <input
        id="setting-heldOut"
        type="range"
        min={min}
        max={max}
        step={0.01}
        value={share}
        disabled={disabled}
        aria-describedby="setting-heldOut-help"
        onChange={(event) => {
          settings.edit('heldOut', event.target.value);
        }}
      />
      <p id="setting-heldOut-help" className="help">
        {help}
      </p>
    </div>
  );
}
