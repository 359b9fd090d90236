import { useEffect, useId } from 'react';
import { usedPurposes } from '../../core/synthesis/used-purposes';
import { SETTING_NAMES, SETTINGS, type Settings } from '../../core/settings/settings';
import { estimateSentence, outcomeSentence, synthesisBlocker } from '../../store/synthesis/describe-work';
import { useApp, useSelect } from '../app-context';
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

/** What the work would ask and cost, made anew shortly after something it depends on has changed. */
function Estimate() {
  const app = useApp();
  const { synthesis, settings, prompts } = app;
  const asks = useSelect(settings, (state) => usedPurposes(state.settings).length > 0);
  const dependsOn = useSelect(settings, (state) => relevantSettings(state.settings));
  const inputs = [
    dependsOn,
    useSelect(prompts, (state) => state.prompts),
    useSelect(synthesis.documents, (state) => state.value),
    useSelect(synthesis.queries, (state) => state.value),
    useSelect(app.data, (state) => state.value),
    useSelect(synthesis, ({ rates }) => rates.states.waiting),
    useSelect(synthesis, ({ rows }) => rows?.length),
  ];
  useEffect(() => {
    if (!asks) return undefined;
    const timer = setTimeout(() => void app.estimateSynthesis(), 500);
    return () => {
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again when one of the inputs changes
  }, [app, asks, ...inputs]);
  const { status, value, fault } = useSelect(synthesis.estimate, (state) => state);
  if (!asks)
    return <p className="quiet">Needs no language model: no text leaves this tab, and nothing is paid.</p>;
  if (status === 'failed') return <p className="quiet">It cannot be estimated: {fault?.message}</p>;
  if (value === null) return <p className="quiet">Estimating what will be asked</p>;
  return <p className={status === 'opening' ? 'stale' : undefined}>{estimateSentence(value)}</p>;
}

/** The settings that an estimate depends on, as a text that is the same while they are. */
function relevantSettings(settings: Settings): string {
  const names = SETTING_NAMES.filter(
    (name) => name === 'seed' || ['llm', 'synthesis'].includes(SETTINGS[name].group),
  );
  return JSON.stringify(names.map((name) => settings[name]));
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
