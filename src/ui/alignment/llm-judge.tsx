import { useEffect, useId } from 'react';
import { SETTING_NAMES, SETTINGS, type Settings } from '../../core/settings/settings';
import { estimateSentence } from '../../store/synthesis/describe-work';
import { judgingBlocker } from '../../store/judging-actions';
import { endSentence } from '../../store/judging-words';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';
import { LlmPanel } from '../llm/llm-panel';
import { PromptEditor } from '../synthesis/prompt-editor';
import { useKeptFocus } from '../use-kept-focus';
import { Working } from './pairs-panel';

/** The language model judges: which one, with what prompt, what it costs, how far it is. */
export function LlmJudge() {
  const { judging } = useApp();
  const phase = useSelect(judging, (state) => state.phase);
  const outcome = useSelect(judging, ({ report }) => (report === null ? '' : endSentence(report)));
  const working = phase === 'judging' || phase === 'cancelling';
  const focus = useKeptFocus<HTMLDivElement>(phase);
  return (
    <div className="stack">
      <p className="quiet small-text">
        Every pair is asked about twice, with each passage first once: where the two answers differ, the place
        decided and the pair is a tie.
      </p>
      <LlmPanel id="alignment" disabled={working} />
      <Fold summary="Prompt">
        <PromptEditor disabled={working} purposes={['compare']} />
      </Fold>
      <div {...focus}>{working ? <Working idle="Starting" /> : <Start />}</div>
      <p className="small-text" role="status">
        {!working && outcome}
      </p>
    </div>
  );
}

function Start() {
  const app = useApp();
  const waiting = useSelect(app.judging, ({ report }) => report?.rates.llm.waiting ?? 0);
  const begun = useSelect(app.judging, ({ report }) => waitingShare(report) < 1);
  const resting = useSelect(app.judging, ({ phase }) => phase === 'resting');
  useSelect(app.settings, (state) => state);
  useSelect(app.prompts, (state) => state);
  const blocker = judgingBlocker(app);
  const id = useId();
  return (
    <div className="pairs-start">
      <button
        type="button"
        className="primary"
        disabled={!resting || blocker !== null}
        aria-describedby={id}
        onClick={() => void app.judgePairs()}
      >
        {begun && waiting > 0 ? 'Go on' : 'Judge the pairs'}
      </button>
      <div id={id} className="small-text">
        {blocker === null ? <Estimate /> : <p className="quiet">{blocker}</p>}
      </div>
    </div>
  );
}

function waitingShare(
  report: { rates: { llm: { waiting: number } }; pairs: readonly unknown[] } | null,
): number {
  return report === null || report.pairs.length === 0 ? 1 : report.rates.llm.waiting / report.pairs.length;
}

/** What the work would ask and cost, made anew shortly after something it depends on has changed. */
function Estimate() {
  const app = useApp();
  const { judging, settings, prompts } = app;
  const inputs = [
    useSelect(settings, (state) => relevantSettings(state.settings)),
    useSelect(prompts, (state) => state.prompts.compare),
    useSelect(judging, ({ report }) => report?.pairs.length),
    useSelect(judging, ({ report }) => report?.rates.llm.waiting),
  ];
  useEffect(() => {
    const timer = setTimeout(() => void app.estimateJudging(), 500);
    return () => {
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again when one of the inputs changes
  }, [app, ...inputs]);
  const { status, value, fault } = useSelect(judging.estimate, (state) => state);
  if (status === 'failed') return <p className="quiet">It cannot be estimated: {fault?.message}</p>;
  if (value === null) return <p className="quiet">Estimating what will be asked</p>;
  if (value.requests === 0)
    return <p className="quiet">This model has judged every pair with this prompt.</p>;
  return <p className={status === 'opening' ? 'stale' : undefined}>{estimateSentence(value)}</p>;
}

/** The settings that an estimate depends on, as a text that is the same while they are. */
function relevantSettings(settings: Settings): string {
  return JSON.stringify(
    SETTING_NAMES.filter((name) => SETTINGS[name].group === 'llm').map((name) => settings[name]),
  );
}
