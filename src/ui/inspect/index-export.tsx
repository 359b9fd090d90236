import type { SearchableSet } from '../../engine/protocol/inspect';
import { useApp, useSelect } from '../app-context';
import { download } from '../download';
import { Fold } from '../fold';
import { Opening } from '../opening';
import { SavedNote } from '../saved-note';
import { useBusy } from '../use-busy';

/** The embeddings of the searched passages as files for other tools. */
export function IndexExport({ set }: { set: SearchableSet }) {
  const app = useApp();
  const { index } = app.inspect;
  const busy = useBusy();
  const writing = useSelect(index, (state) => state.status === 'opening');
  const exportIndex = async (): Promise<void> => {
    const file = await app.exportIndex(set.name);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <Fold summary="Take the index with you">
      <div className="stack-small">
        <p className="quiet small-text">
          The embeddings of the passages of {set.name} under the current weights, as a zip: embeddings.npy
          (float32, one row per passage), ids.json (the passage of each row) and index.json (model, prompts,
          pooling, length).
        </p>
        <div>
          <button type="button" disabled={busy || writing} onClick={() => void exportIndex()}>
            Export corpus index
          </button>
        </div>
        <Opening store={index} what="Embedding the corpus" />
        <SavedNote store={index} />
      </div>
    </Fold>
  );
}
