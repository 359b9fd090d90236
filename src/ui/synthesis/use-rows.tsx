import { useState } from 'react';
import { formatCount } from '../../store/format-value';
import { trainableRows, usedSentence } from '../../store/synthesis/describe-work';
import { useApp, useSelect } from '../app-context';
import { AskFirst } from '../ask-first';
import { download } from '../download';
import { Opening } from '../opening';
import { SavedNote } from '../saved-note';
import { useBusy } from '../use-busy';

/** What can be done with the rows: train on them, save them, forget them. */
export function UseRows() {
  const app = useApp();
  const { synthesis } = app;
  const used = useSelect(synthesis, ({ rates }) => usedSentence(rates));
  const count = useSelect(synthesis, ({ rates }) => trainableRows(rates));
  const writing = useSelect(synthesis.file, ({ status }) => status === 'opening');
  const written = useSelect(synthesis, ({ rows }) => rows?.some(({ model }) => model !== '') ?? false);
  const busy = useBusy();
  const save = async (what: 'rows' | 'log'): Promise<void> => {
    const file = await synthesis.file.open(what);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <section className="stack-small part" aria-label="Use the rows">
      <p className="small-text" role="status">
        {used}
      </p>
      <AcceptOthers />
      <div className="dialog-actions">
        <TrainOnRows disabled={busy || count === 0} />
        <button type="button" disabled={writing} onClick={() => void save('rows')}>
          Save rows
        </button>
        {written && (
          <button type="button" disabled={writing} onClick={() => void save('log')}>
            Save all replies
          </button>
        )}
        <ClearTable />
      </div>
      <Opening store={synthesis.file} what="Writing the file" />
      <SavedNote store={synthesis.file} />
    </section>
  );
}

/** Once a row is accepted, for whoever meant to use the others too. */
function AcceptOthers() {
  const { synthesis } = useApp();
  const { accepted, done } = useSelect(synthesis, ({ rates }) => rates.states);
  if (accepted === 0 || done === 0) return null;
  const accept = (): void => {
    const others = synthesis.getState().rows?.filter(({ state }) => state === 'done') ?? [];
    void synthesis.decide(others, 'accepted');
  };
  return (
    <button type="button" className="small synthesis-others" onClick={accept}>
      Accept the other {formatCount(done)}
    </button>
  );
}

function TrainOnRows({ disabled }: { disabled: boolean }) {
  const app = useApp();
  const [done, setDone] = useState(false);
  const use = async (): Promise<void> => {
    setDone(false);
    setDone(await app.trainOnSynthesis());
  };
  const opened = useSelect(
    app.data,
    ({ source, status }) => source?.kind === 'synthetic' && status === 'ready',
  );
  return (
    <>
      <button type="button" className="primary" disabled={disabled} onClick={() => void use()}>
        Train on these rows
      </button>
      <span className="small-text" role="status">
        {done && opened && (
          <>
            They are the training data now.{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                document.querySelector('section[aria-label="Data"]')?.scrollIntoView({ block: 'start' });
              }}
            >
              See the report
            </button>
          </>
        )}
      </span>
    </>
  );
}

/** Asks before the table is forgotten. */
function ClearTable() {
  const { synthesis } = useApp();
  const working = useSelect(synthesis, ({ phase }) => phase !== 'resting');
  return (
    <AskFirst
      label="Clear the table"
      loss="All rows with your edits will be gone. Stored replies stay, so that the same work costs nothing again."
      keep="Keep it"
      go="Clear it"
      disabled={working}
      onGo={() => void synthesis.clear()}
    />
  );
}
