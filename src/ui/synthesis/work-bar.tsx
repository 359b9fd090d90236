import { useId } from 'react';
import { usedPurposes } from '../../core/synthesis/used-purposes';
import { outcomeSentence, synthesisBlocker } from '../../store/synthesis/describe-work';
import { useApp, useSelect } from '../app-context';
import { settingsOf, WorkEstimate } from '../llm/work-estimate';
import { ProgressLine } from '../opening';
import { useKeptFocus } from '../use-kept-focus';
import { WorkCounts } from './work-counts';

/** What making the rows would take, the button that starts it, and how far it is. */
export function WorkBar() {
  const { synthesis } = useApp();
  const resting = useSelect(synthesis, ({ phase }) => phase === 'resting');
  const outcome = useSelect(synthesis, outcomeSentence);
  const notes = useSelect(synthesis, (state) => state.notes);
  const focus = useKeptFocus(resting);
  return (
    <section className="stack-small part" aria-label="Making the rows" {...focus}>
      {resting ? <Start /> : <Progress />}
      <p className="small-text" role="status">
        {resting && outcome}
      </p>
      {notes.map((note) => (
        <p key={note} className="note small-text">
          {note}
        </p>
      ))}
      <WorkCounts />
    </section>
  );
}

function Start() {
  const app = useApp();
  const blocker = useBlocker();
  const unfinished = useSelect(app.synthesis, (state) => state.unfinished);
  const id = useId();
  return (
    <div className="synthesis-start">
      <button
        type="button"
        className="primary large"
        disabled={blocker !== null}
        aria-describedby={id}
        onClick={() => void app.synthesize()}
      >
        {unfinished ? 'Go on' : 'Make the data'}
      </button>
      <div id={id} className="small-text">
        {blocker === null ? <Estimate /> : <p className="quiet">{blocker}</p>}
      </div>
    </div>
  );
}

function Progress() {
  const { synthesis } = useApp();
  const progress = useSelect(synthesis, (state) => state.progress);
  const cancelling = useSelect(synthesis, ({ phase }) => phase === 'cancelling');
  return (
    <div className="opening">
      <ProgressLine progress={progress} idle={cancelling ? 'Cancelling' : 'Starting'} />
      <button type="button" disabled={cancelling} onClick={synthesis.cancel}>
        Cancel
      </button>
    </div>
  );
}

/** What making the rows would ask, if it asks at all. */
function Estimate() {
  const app = useApp();
  const { synthesis, settings, prompts } = app;
  const asks = useSelect(settings, (state) => usedPurposes(state.settings).length > 0);
  const inputs = [
    useSelect(settings, (state) => settingsOf(state.settings, ['llm', 'synthesis'])),
    useSelect(prompts, (state) => state.prompts),
    useSelect(synthesis.documents, (state) => state.value),
    useSelect(synthesis.queries, (state) => state.value),
    useSelect(app.data, (state) => state.value),
    useSelect(synthesis, ({ rates }) => rates.states.waiting),
    useSelect(synthesis, ({ rows }) => rows?.length),
  ];
  if (!asks)
    return <p className="quiet">Needs no language model: no text leaves this tab, and nothing is paid.</p>;
  return <WorkEstimate estimate={synthesis.estimate} inputs={inputs} ask={app.estimateSynthesis} />;
}

/** Why rows cannot be made, following every store that the answer depends on. */
function useBlocker(): string | null {
  const app = useApp();
  useSelect(app.device, (device) => device.status);
  useSelect(app.data, (data) => data.status);
  useSelect(app.synthesis, (state) => state.unfinished);
  useSelect(app.synthesis.documents, (state) => state.status);
  useSelect(app.synthesis.queries, (state) => state.status);
  useSelect(app.settings, (state) => state);
  useSelect(app.prompts, (state) => state);
  return synthesisBlocker(app);
}
