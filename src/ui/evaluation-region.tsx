import { formatCount, formatDuration, formatMetric } from '../store/format-value';
import { evidenceSentence, lossSentences, verdictSentence } from '../store/verdict-sentence';
import { systemNames } from '../core/results/system-names';
import type { Verdict } from '../core/significance/delta';
import type { BackendName } from '../engine/protocol/device';
import type { EvaluateResult, RunResult } from '../engine/protocol/results';
import { useApp, useLater, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { InspectPanel } from './inspect/inspect-panel';
import { Opening } from './opening';
import { Region } from './region';
import { SetDetails } from './set-details';
import { VERDICT_WORDS } from './verdict-words';
import { RunFilesPanel } from './run-files/run-files-panel';

export function EvaluationRegion() {
  const app = useApp();
  const result = useLater(app.run, (run) => run.result);
  const assessment = useLater(app.assessment, (state) => state.value);
  return (
    <Region name="Evaluation" step={4} aside={<EvaluateButton />}>
      <Opening store={app.assessment} what="Evaluating the model" />
      {assessment !== null ? (
        <Assessment result={assessment} ofRun={result !== null} />
      ) : result !== null ? (
        <RunVerdict result={result} />
      ) : (
        <p className="empty">
          After training: the verdict in one sentence, every metric beside BM25 and the untouched model, and
          the questions that got worse.
        </p>
      )}
      <InspectPanel />
      <RunFilesPanel />
    </Region>
  );
}

/** Measures the model as it is, without training. */
function EvaluateButton() {
  const app = useApp();
  const hasModel = useSelect(app.model, (model) => model.value !== null);
  const hasData = useSelect(app.data, (data) => data.value !== null);
  const hasJudgements = useSelect(app.evaluationData, (data) => data.value !== null);
  const busy = useBusy();
  const measuring = useSelect(app.assessment, (state) => state.status === 'opening');
  const ready = hasModel && (hasData || hasJudgements) && !busy && !measuring;
  return (
    <button
      type="button"
      className="small"
      disabled={!ready}
      title={ready ? 'Measure the model as it is now' : 'Needs a model and data to measure it on'}
      onClick={() => void app.evaluate()}
    >
      Evaluate
    </button>
  );
}

const TONES: Readonly<Record<Verdict, string>> = { WIN: 'good', REGRESSION: 'bad', UNDECIDED: 'even' };

function RunVerdict({ result }: { result: RunResult }) {
  const { run } = useApp();
  const earlier = useSelect(run, (state) => state.ofEarlierData);
  const { delta } = result;
  return (
    <div className="stack">
      {earlier && <p className="quiet">These are the figures of the run on the data loaded before.</p>}
      <div className={`verdict verdict-${TONES[delta.verdict]}`}>
        <p className="verdict-line">
          <span className="badge">{VERDICT_WORDS[delta.verdict]}</span>
          {verdictSentence(result)}
        </p>
        <p className="verdict-evidence">{evidenceSentence(result)}</p>
        {lossSentences(result).map((sentence) => (
          <p key={sentence} className="verdict-loss">
            {sentence}
          </p>
        ))}
        <p className="quiet small-text">
          {formatCount(delta.wins)} questions better, {formatCount(delta.ties)} the same,{' '}
          {formatCount(delta.losses)} worse. {runFacts(result)}
        </p>
      </div>
      <SetDetails
        sets={[result, ...result.others]}
        metric={result.metric}
        names={systemNames(result.alignment)}
      />
      <Notes notes={result.notes} />
    </div>
  );
}

const BACKENDS: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'the CPU' };

function runFacts({ steps, seconds, stopped, bestStep, backend, tokensPerSecond }: RunResult): string {
  const end = { finished: '', early: ', stopped early', 'by user': ', stopped by you' }[stopped];
  return `${formatCount(steps)} steps in ${formatDuration(seconds)} on ${BACKENDS[backend]}${end}, ${formatCount(tokensPerSecond)} tokens/s; weights of step ${bestStep} kept.`;
}

/** What "Evaluate" measured; it stands before the verdict of a run, which stays one click away. */
function Assessment({ result, ofRun }: { result: EvaluateResult; ofRun: boolean }) {
  const { run, assessment } = useApp();
  const trained = useSelect(run, (state) => state.evaluations.length > 0);
  const value = result.metrics[result.metric] ?? 0;
  const bm25 = result.baseline.bm25[result.metric] ?? 0;
  return (
    <div className="stack">
      <div className="verdict verdict-even">
        <p className="verdict-line">
          {result.model}: {result.metric} {formatMetric(value)} on {formatCount(result.testSet.queries)}{' '}
          questions, BM25 {formatMetric(bm25)}.
        </p>
        <p className="quiet small-text">
          {trained ? 'With the trained weights' : 'As loaded, without training'}, measured in{' '}
          {formatDuration(result.seconds)}.
        </p>
        {ofRun && (
          <button type="button" className="link" onClick={assessment.clear}>
            Back to the verdict of the run
          </button>
        )}
      </div>
      <SetDetails sets={[result, ...result.others]} metric={result.metric} names={systemNames()} />
      <Notes notes={result.notes} />
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
