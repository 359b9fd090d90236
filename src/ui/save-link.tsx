import type { OutputFile } from '../engine/protocol/results';
import { download } from './download';

/** The name of a file that is ready, to be pressed for it. */
export function SaveLink({ file }: { file: OutputFile }) {
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        download(file.name, file.blob);
      }}
    >
      {file.name}
    </button>
  );
}
