import { useApp, useSelect } from '../app-context';
import { useBusy } from '../use-busy';

/** Lets a person have a file read by other columns than Kennel took; nothing for the sample. */
export function ChooseColumns({ file }: { file: string }) {
  const app = useApp();
  const own = useSelect(app.data, (data) => data.source?.kind === 'files');
  const busy = useBusy();
  if (!own) return null;
  return (
    <button type="button" className="link" disabled={busy} onClick={() => void app.mappings.ask(file)}>
      Choose other columns
    </button>
  );
}
