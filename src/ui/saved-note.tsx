import type { OutputFile } from '../engine/protocol/results';
import { formatBytes } from '../store/format-value';
import type { ResourceStore } from '../store/resource-store';
import { useSelect } from './app-context';

/** Confirms that a file was saved, for those who miss the browser's own sign. */
export function SavedNote<S>({ store }: { store: ResourceStore<S, OutputFile> }) {
  const file = useSelect(store, (state) => (state.status === 'ready' ? state.value : null));
  if (file === null) return null;
  return (
    <p className="note" role="status">
      Saved {file.name} ({formatBytes(file.blob.size)}) to your downloads.
    </p>
  );
}
