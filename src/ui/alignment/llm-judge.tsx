import { useId } from 'react';
import { judgingBlocker } from '../../store/judging-actions';
import { endSentence } from '../../store/judging-words';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';
import { LlmPanel } from '../llm/llm-panel';
import { settingsOf, WorkEstimate } from '../llm/work-estimate';
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

/** What judging would ask. */
function Estimate() {
  const app = useApp();
  const { judging, settings, prompts } = app;
  const inputs = [
    useSelect(settings, (state) => settingsOf(state.settings, ['llm'])),
    useSelect(prompts, (state) => state.prompts.compare),
    useSelect(judging, ({ report }) => report?.pairs.length),
    useSelect(judging, ({ report }) => report?.rates.llm.waiting),
  ];
  return (
    <WorkEstimate
      estimate={judging.estimate}
      inputs={inputs}
      ask={app.estimateJudging}
      nothing="This model has judged every pair with this prompt."
    />
  );
}
