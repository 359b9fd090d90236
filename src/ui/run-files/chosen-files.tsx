import { formatBytes } from '../../store/format-value';
import { pathOf } from '../dropped-files';

interface ChosenFilesProps {
  readonly files: readonly File[];
  readonly disabled: boolean;
  readonly onRemove: (file: File) => void;
}

/** Files that were chosen, each with a way to take it back. */
export function ChosenFiles({ files, disabled, onRemove }: ChosenFilesProps) {
  if (files.length === 0) return null;
  return (
    <ul className="chosen-files" aria-label="Chosen files">
      {files.map((file, i) => (
        // Two chosen files may have the same name.
        <li key={`${i} ${pathOf(file)}`}>
          <span className="chosen-name">{pathOf(file)}</span>{' '}
          <span className="quiet figures">{formatBytes(file.size)}</span>{' '}
          <button
            type="button"
            className="link"
            disabled={disabled}
            onClick={() => {
              onRemove(file);
            }}
          >
            Remove<span className="hidden"> {pathOf(file)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
