import { isActive } from '../store/run-state';
import { useApp, useSelect } from './app-context';
import { EvaluationData } from './evaluation-data';
import { FileField } from './file-field';
import { Opening } from './opening';
import { Region } from './region';
import { TrainingDataReportView } from './training-data-report';
import { useFirstVisit } from './use-first-visit';

/** Id of the input named "Training data", for the welcome's button. */
export const TRAINING_INPUT = 'training-input';

export function DataRegion() {
  const app = useApp();
  const report = useSelect(app.data, (data) => data.value);
  const first = useFirstVisit();
  const busy = useSelect(app.run, (run) => isActive(run.phase));
  return (
    <Region name="Data" step={1}>
      <FileField
        id={TRAINING_INPUT}
        name="Training data"
        hint="JSONL of triplets, pairs or n-tuples; gzip and zip too."
        disabled={busy}
        onFiles={(files) => void app.openData({ kind: 'files', files })}
      />
      {!first && !busy && (
        <button type="button" className="link" onClick={() => void app.trySample()}>
          Try the sample
        </button>
      )}
      <Opening store={app.data} what="Reading the files" />
      {report !== null && <TrainingDataReportView report={report} />}
      <EvaluationData />
    </Region>
  );
}
