import { useState, type DragEvent } from 'react';
import { chooseFolder, droppedFiles } from './dropped-files';

interface FileFieldProps {
  readonly id: string;
  /** Accessible name of the input. */
  readonly name: string;
  readonly hint: string;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A file input that is also a drop zone, for files and folders. */
export function FileField({ id, name, hint, disabled = false, onFiles }: FileFieldProps) {
  const [over, setOver] = useState(false);
  const take = (files: readonly File[]): void => {
    if (files.length > 0 && !disabled) onFiles(files);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // the page takes drops as well
    setOver(false);
    void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    <div
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
    >
      <div className="drop-row">
        <label className="drop-label" htmlFor={id}>
          {name}
        </label>
        <button
          type="button"
          className="link"
          disabled={disabled}
          onClick={() => void chooseFolder().then(take)}
        >
          Choose a folder
        </button>
      </div>
      <input
        id={id}
        type="file"
        multiple
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = ''; // so that the same file can be chosen again after it was corrected
        }}
      />
      <p id={`${id}-hint`} className="quiet small-text">
        {hint}
      </p>
    </div>
  );
}
