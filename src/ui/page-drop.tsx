import { useEffect, useRef, useState } from 'react';
import type { App } from '../store/app';
import { isActive } from '../store/run-state';
import { sortDropped } from '../store/sort-dropped';
import { useApp } from './app-context';
import { droppedFiles, pathOf } from './dropped-files';
import { openEvaluationSets } from './open-evaluation-sets';

/** Makes the whole page a drop target, and asks what a file is for when its name does not tell. */
export function PageDrop() {
  const app = useApp();
  const [hovering, setHovering] = useState(false);
  const [unsorted, setUnsorted] = useState<readonly File[]>([]);
  useEffect(() => {
    const over = (event: globalThis.DragEvent): void => {
      event.preventDefault();
      setHovering(event.dataTransfer?.types.includes('Files') ?? false);
    };
    const leave = (event: globalThis.DragEvent): void => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: globalThis.DragEvent): void => {
      event.preventDefault();
      setHovering(false);
      if (event.dataTransfer === null || isActive(app.run.getState().phase)) return;
      void droppedFiles(event.dataTransfer).then(async (files) => {
        setUnsorted(await openSorted(app, files));
      });
    };
    const end = (): void => {
      setHovering(false);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('drop', end, { capture: true }); // also when a field has taken the drop
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('drop', end, { capture: true });
    };
  }, [app]);
  return (
    <>
      {hovering && (
        <div className="drop-veil" aria-hidden="true">
          <p>Drop it: training data, evaluation data or a model</p>
        </div>
      )}
      {unsorted.length > 0 && (
        <PurposeDialog
          files={unsorted}
          onDone={() => {
            setUnsorted([]);
          }}
        />
      )}
    </>
  );
}

/** Opens what is recognised by its name; gives back the rest. */
async function openSorted(app: App, files: readonly File[]): Promise<readonly File[]> {
  const { training, evaluation, model, unknown } = sortDropped(files, pathOf);
  if (model.length > 0) await app.model.open({ kind: 'files', files: model });
  await openEvaluationSets(app, evaluation);
  if (training.length > 0) await app.openData({ kind: 'files', files: training });
  return unknown;
}

function PurposeDialog({ files, onDone }: { files: readonly File[]; onDone: () => void }) {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const source = { kind: 'files', files } as const;
  const choices: readonly (readonly [string, () => unknown])[] = [
    ['Queries to train on', () => app.openData(source)],
    ['A corpus with judgements', () => openEvaluationSets(app, files)],
    ['A model', () => app.model.open(source)],
  ];
  return (
    <dialog ref={dialog} className="dialog" aria-label="What is this file?" onClose={onDone}>
      <h2>What is in {files.map((file) => file.name).join(', ')}?</h2>
      <div className="stack">
        {choices.map(([label, open]) => (
          <button
            key={label}
            type="button"
            onClick={() => {
              onDone();
              void open();
            }}
          >
            {label}
          </button>
        ))}
        <button type="button" className="plain" onClick={onDone}>
          None of these
        </button>
      </div>
    </dialog>
  );
}
