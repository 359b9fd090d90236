import { formatBytes } from '../store/format-value';
import { useApp, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { download } from './download';
import { Opening } from './opening';
import { Region } from './region';
import { SettingList } from './setting-list';
import { SaveLink } from './save-link';
import { SavedNote } from './saved-note';

export function ExportRegion() {
  const app = useApp();
  const hasModel = useSelect(app.model, (model) => model.value !== null);
  const trained = useSelect(app.run, (run) => run.evaluations.length > 0);
  const busy = useBusy();
  const writing = useSelect(app.weights, (weights) => weights.status === 'opening');
  const exportWeights = async (): Promise<void> => {
    const file = await app.weights.open(app.settings.getState().settings.precision);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <Region name="Export" step={5}>
      {!hasModel && (
        <p className="empty">
          The trained weights as a sentence-transformers folder, and the records of the run.
        </p>
      )}
      <div className="export">
        <SettingList names={['precision']} disabled={busy} />
        <button
          type="button"
          className={trained ? 'primary large' : 'large'}
          disabled={!hasModel || busy || writing}
          aria-describedby="export-hint"
          onClick={() => void exportWeights()}
        >
          Export weights
        </button>
        <p id="export-hint" className="quiet small-text">
          {trained
            ? 'A zip that SentenceTransformer(folder) loads as it is.'
            : 'Before training, this saves the loaded weights unchanged.'}
        </p>
      </div>
      <Opening store={app.weights} what="Writing the zip" />
      <SavedNote store={app.weights} />
      <Records />
    </Region>
  );
}

/** metrics.json, per-query.csv, run.trec and training-log.jsonl of the last run or evaluation. */
function Records() {
  const { records } = useApp();
  const files = useSelect(records, (state) => state.value);
  return (
    <>
      <Opening store={records} what="Writing the records" />
      {files !== null && files.length > 0 && (
        <div className="records">
          <h3>Records of the run</h3>
          <ul>
            {files.map((file) => (
              <li key={file.name}>
                <SaveLink file={file} /> <span className="quiet figures">{formatBytes(file.blob.size)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
