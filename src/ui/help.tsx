import { useRef } from 'react';
import { SelfCheckDialog } from './self-check-dialog';

const TERMS = [
  ['Query and passage', 'A question as people type it, and a piece of text that may answer it.'],
  ['Triplet', 'A query with a passage that answers it and one that does not (a hard negative).'],
  [
    'nDCG@10',
    'How good the first ten hits are, from 0 to 1; early hits count more. Measured on questions never trained on.',
  ],
  ['BM25', 'Keyword search, the yardstick that needs no training.'],
  ['95% interval', 'Where the true figure probably lies, given how many questions there were.'],
] as const;

/** A button and the dialog it opens, which leads on to the self-check. */
export function HelpButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  const selfCheck = useRef<HTMLDialogElement>(null);
  const openSelfCheck = (): void => {
    dialog.current?.close(); // first, so that the focus comes back to the help button in the end
    selfCheck.current?.showModal();
  };
  return (
    <>
      <button type="button" className="plain" onClick={() => dialog.current?.showModal()}>
        Help
      </button>
      <dialog ref={dialog} className="dialog" aria-label="Help">
        <h2>How it works</h2>
        <ol>
          <li>Add training data: a JSONL file of queries with passages that answer them.</li>
          <li>
            Pick a model. The pocket encoder is built in; others come from the Hugging Face Hub or your disk.
          </li>
          <li>Start. Kennel measures keyword search and the untouched model first, then trains.</li>
          <li>Read the verdict, and export the weights for sentence-transformers.</li>
        </ol>
        <p>
          Everything is computed in this tab. The only requests are those you ask for, such as fetching a
          model.
        </p>
        <dl className="terms">
          {TERMS.map(([term, meaning]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>Do the figures look wrong? The self-check shows whether this device computes what it should.</p>
        <form method="dialog" className="dialog-actions">
          <button type="submit">Close</button>
          <button type="button" onClick={openSelfCheck}>
            Self-check
          </button>
        </form>
      </dialog>
      <SelfCheckDialog ref={selfCheck} />
    </>
  );
}
