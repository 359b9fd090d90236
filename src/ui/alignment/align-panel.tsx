import { useId } from 'react';
import { systemNames } from '../../core/results/system-names';
import { startWords } from '../../store/alignment-start';
import { alignmentBlocker } from '../../store/alignment-store';
import { formatCount, formatPlural } from '../../store/format-value';
import { isActive } from '../../store/run-state';
import type { PreferencesReport } from '../../engine/protocol/alignment';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { FileField } from '../file-field';
import { Fold } from '../fold';
import { Opening } from '../opening';
import { RejectList } from '../reject-list';
import { SettingList } from '../setting-list';
import { useBusy } from '../use-busy';
import { StageTable } from './stage-table';

/** The preferences in use, the training on them, and what came of it. */
export function AlignPanel() {
  const app = useApp();
  const { alignment } = app;
  const report = useSelect(alignment.preferences, (state) => state.value);
  const busy = useBusy();
  return (
    <section className="stack part" aria-label="Align with preferences">
      <h3>Align with preferences</h3>
      <p className="quiet small-text">
        The model learns to rank the better passage of each preference first. That refines a model that was
        trained on rows before; it does not replace the training.
      </p>
      <FileField
        id="preferences-input"
        name="Preferences"
        hint="JSON Lines with query, chosen and rejected, or with query and ranked, a list of passages, best first."
        disabled={busy}
        onFiles={(files) => void app.openPreferences({ kind: 'files', files })}
      />
      <button
        type="button"
        className="link align-sample"
        disabled={busy}
        onClick={() => void app.openPreferences({ kind: 'sample' })}
      >
        Use the sample's preferences
      </button>
      <Opening store={alignment.preferences} what="Reading preferences" />
      {report !== null && <Report report={report} />}
      <div className="align-settings">
        <SettingList names={['alignLoss', 'alignEpochs', 'alignLr', 'alignBatch']} disabled={busy} />
      </div>
      <Fold summary="More settings of the alignment">
        <div className="align-settings">
          <SettingList names={['alignTies', 'alignLists', 'goldAnchor', 'klWeight']} disabled={busy} />
        </div>
      </Fold>
      <Start />
      <Stages />
    </section>
  );
}

function Report({ report }: { report: PreferencesReport }) {
  const { counts, files, examples, preview } = report;
  return (
    <div className="stack-small" role="status" aria-label="Preferences in use">
      <p>
        <strong>{formatPlural(counts.rows, 'ranking')} to train on</strong>, of{' '}
        {formatPlural(counts.queries, 'query', 'queries')} and{' '}
        {formatPlural(counts.passages, 'different passage')}
        {counts.lists > 0 && `, ${formatCount(counts.lists)} of them lists of more than two`}
        {counts.neither > 0 && `; in ${formatCount(counts.neither)} neither passage answers`}.
      </p>
      <LeftOut report={report} />
      {counts.circles > 0 && (
        <p className="note small-text">
          The preferences of {formatPlural(counts.circles, 'query', 'queries')} go in a circle: A before B, B
          before C, C before A. They are kept, as pairs.
        </p>
      )}
      {examples.length > 0 && (
        <Fold summary="Where they disagree">
          <ul className="notes">
            {examples.map(({ kind, query }) => (
              <li key={`${kind} ${query}`}>
                {kind === 'circle' ? 'In a circle' : 'Stated in both orders'}: {query}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <Fold summary="The first of them">
        <ul className="align-preview">
          {preview.map(({ query, passages }, at) => (
            <li key={at}>
              <b>{query}</b>
              <ol>
                {passages.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      </Fold>
      {files.map(({ file, rejected, rejectedCount }) => (
        <RejectList key={file} file={file} rejected={rejected} count={rejectedCount} />
      ))}
    </div>
  );
}

/** How many preferences say nothing that can be learned from, and why. */
function LeftOut({ report: { counts } }: { report: PreferencesReport }) {
  const reasons = [
    [counts.ties, 'ties'],
    [counts.unanswered, 'where neither passage answers and neither is better'],
    [counts.evaluated, 'about queries of the evaluation data'],
    [counts.contradictions, 'stated in both orders'],
    [counts.repeated, 'said before'],
    [counts.same, 'with the same passage twice'],
  ] as const;
  const some = reasons.filter(([count]) => count > 0);
  if (some.length === 0) return null;
  return (
    <p className="quiet small-text">
      Of {formatPlural(counts.preferences, 'preference')} left out:{' '}
      {some.map(([count, why]) => `${formatCount(count)} ${why}`).join(', ')}.
    </p>
  );
}

function Start() {
  const app = useApp();
  const blocker = useBlocker();
  const start = useSelect(app.alignment, (state) => state.start);
  const again = useSelect(app.alignment, ({ last, broken }) => last !== null || broken);
  const model = useSelect(app.model, ({ value }) => value?.name ?? null);
  const id = useId();
  return (
    <div className="align-start">
      <button
        type="button"
        className="primary"
        disabled={blocker !== null}
        aria-describedby={id}
        onClick={() => void app.align()}
      >
        Start alignment
      </button>
      <p id={id} className={start.lost ? 'note small-text' : 'quiet small-text'} role="status">
        {blocker !== null && `${blocker} `}
        {model !== null && startWords(start, model, again)}
      </p>
    </div>
  );
}

/** Why it cannot start, following every store that the answer depends on. */
function useBlocker(): string | null {
  const app = useApp();
  useSelect(app.run, (state) => state.phase);
  useSelect(app.device, (state) => state.status);
  useSelect(app.model, (state) => state.value);
  useSelect(app.alignment.preferences, (state) => state);
  useSelect(app.settings, (state) => state.drafts);
  return alignmentBlocker(app);
}

/** The last alignment: figures stage by stage, and which of the two models is used. */
function Stages() {
  const app = useApp();
  const last = useSelect(app.alignment, (state) => state.last);
  const broken = useSelect(app.alignment, (state) => state.broken);
  const fault = useSelect(app.alignment, (state) => state.fault);
  const lost = useSelect(app.alignment, (state) => state.start.lost);
  if (last === null && !broken) return fault === null ? null : <FaultMessage fault={fault} />;
  return (
    <div className="stack-small" role="group" aria-label="Result of the alignment">
      {last !== null && <StageTable result={last} />}
      {fault !== null && <FaultMessage fault={fault} />}
      {!lost && <RollBack />}
    </div>
  );
}

function RollBack() {
  const app = useApp();
  const using = useSelect(app.alignment, (state) => state.using);
  const broken = useSelect(app.alignment, (state) => state.broken);
  const distilled = useSelect(app.alignment, ({ last, start }) =>
    last === null ? start.trained !== null : last.alignment?.distilled === true,
  );
  const active = useSelect(app.run, (state) => isActive(state.phase));
  const other = using === 'aligned' ? 'distilled' : 'aligned';
  return (
    <div className="align-start">
      <button type="button" disabled={active} onClick={() => void app.rollBack(other)}>
        {other === 'distilled' ? `Roll back to ${systemNames({ distilled }).start}` : 'Use the aligned model'}
      </button>
      <p className="quiet small-text" role="status">
        {using === 'distilled'
          ? 'The model before the alignment is in use: for evaluation, search and export.'
          : broken
            ? 'The alignment did not come to its end. Its best weights are in use: for evaluation, search and export.'
            : 'The aligned model is in use: for evaluation, search and export.'}
      </p>
    </div>
  );
}
