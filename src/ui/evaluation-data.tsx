import { formatCount, formatPlural } from '../store/format-value';
import { SETTINGS } from '../core/settings/settings';
import { useApp, useLater, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { FileField } from './file-field';
import { Fold } from './fold';
import { Opening } from './opening';
import { RejectList } from './reject-list';
import { SettingList } from './setting-list';

/** A corpus with judgements, or a share of the training queries held out. */
export function EvaluationData() {
  const app = useApp();
  const hasData = useSelect(app.data, (data) => data.value !== null);
  const report = useLater(app.evaluationData, (data) => data.value);
  const busy = useBusy();
  return (
    <div className="stack part">
      <FileField
        id="evaluation-input"
        name="Evaluation data"
        hint="A BEIR folder or zip: corpus.jsonl, queries.jsonl, qrels/*.tsv. Optional."
        disabled={busy}
        onFiles={(files) => void app.evaluationData.open({ kind: 'files', files })}
      />
      <Opening store={app.evaluationData} what="Reading the corpus" />
      {report === null && hasData && <HeldOut disabled={busy} />}
      {report !== null && (
        <div className="file">
          <p>
            <b>{report.name}</b>{' '}
            <span className="quiet">
              {formatPlural(report.passages, 'passage')} · {formatPlural(report.queries, 'query', 'queries')}
            </span>
          </p>
          <ul className="splits">
            {report.splits.map((split) => (
              <li key={split.name}>
                <b>{split.name}</b> {formatPlural(split.queries, 'query', 'queries')},{' '}
                {formatCount(split.judgements)} judged
              </li>
            ))}
          </ul>
          {report.notes.map((note) => (
            <p key={note} className="quiet small-text">
              {note}
            </p>
          ))}
          <RejectList file={report.name} rejected={report.rejected} count={report.rejectedCount} />
          <button type="button" className="link" disabled={busy} onClick={() => void app.holdOut()}>
            Remove, hold out training queries instead
          </button>
        </div>
      )}
      {(hasData || report !== null) && (
        <Fold summary="More settings">
          <SettingList names={['titles', 'devSplit', 'testSplit']} disabled={busy} />
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
