import { formatPlural } from '../store/format-value';
import { useApp, useLater, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { ComparePanel } from './distribution/compare-panel';
import { DoctorPanel } from './doctor/doctor-panel';
import { EvaluationData } from './evaluation-data';
import { FileField } from './file-field';
import { HubDatasetForm } from './hub-dataset-form';
import { MappingPanel } from './mapping/mapping-panel';
import { MixPanel } from './mixing/mix-panel';
import { Opening } from './opening';
import { SaveData } from './save-data';
import { SetupRegion } from './setup-region';
import { TrainingDataReportView } from './training-data-report';
import { useFirstVisit } from './use-first-visit';

/** Id of the input named "Training data", for the welcome's button. */
export const TRAINING_INPUT = 'training-input';

export function DataRegion() {
  const app = useApp();
  // A long report is rendered when there is time for it.
  const report = useLater(app.data, (data) => data.value);
  const first = useFirstVisit();
  const busy = useBusy();
  return (
    <SetupRegion name="Data" step={1} summary={<Summary />}>
      <FileField
        id={TRAINING_INPUT}
        name="Training data"
        hint="JSONL, CSV, TSV or Parquet of triplets, pairs, n-tuples; files of FlagEmbedding, Cohere, Tevatron, GPL, OpenMatch, LlamaIndex, MS MARCO, BEIR; gzip and zip too."
        disabled={busy}
        onFiles={(files) => void app.openData({ kind: 'files', files })}
      />
      <HubDatasetForm disabled={busy} />
      {!first && !busy && (
        <button type="button" className="link" onClick={() => void app.trySample()}>
          Try the sample
        </button>
      )}
      <Opening store={app.data} what="Reading the files" />
      <MappingPanel disabled={busy} />
      {report !== null && <TrainingDataReportView report={report} />}
      {report !== null && <DoctorPanel />}
      {report !== null && <ComparePanel />}
      {report !== null && <MixPanel />}
      {report !== null && <SaveData disabled={busy} />}
      <EvaluationData />
    </SetupRegion>
  );
}

/** "train.jsonl, 260 rows; 110 questions in sample". */
function Summary() {
  const app = useApp();
  const data = useSelect(app.data, (state) => state.value);
  const judged = useSelect(app.evaluationData, (state) => state.value);
  const share = useSelect(app.settings, ({ settings }) => settings.heldOut);
  if (data === null) return 'No training data';
  const files = data.files.map((file) => file.file).join(', ');
  const sets = (judged ?? []).map(({ name, queries }) => `${formatPlural(queries, 'question')} of ${name}`);
  const questions =
    sets.length === 0
      ? `${Math.round(share * 100)} % of the queries held out`
      : `measured on ${sets.join(', ')}`;
  return `${files}, ${formatPlural(data.rows, 'row')} · ${questions}`;
}
