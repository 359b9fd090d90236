import { formatCount, formatPlural } from '../../store/format-value';
import { useApp, useSelect } from '../app-context';
import { AskFirst } from '../ask-first';
import { download } from '../download';
import { Opening } from '../opening';
import { SavedNote } from '../saved-note';
import { useBusy } from '../use-busy';

/** What can be done with the verdicts: align with them, save them, forget them. */
export function UseVerdicts() {
  const { judging, settings } = useApp();
  const judge = useSelect(settings, (state) => state.settings.judge);
  const count = useSelect(judging, ({ report }) => {
    const rates = report?.rates[judge];
    return rates === undefined ? 0 : rates.preferred + rates.ties + rates.neither;
  });
  const busy = useBusy();
  const now = () => settings.getState().settings;
  const save = async (): Promise<void> => {
    const file = await judging.file.open(now());
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <section className="stack-small part" aria-label="Use the verdicts">
      <div className="pairs-actions">
        <button
          type="button"
          className="primary"
          disabled={busy || count === 0}
          onClick={() => void judging.used.open(now())}
        >
          Use these verdicts
        </button>
        <button type="button" disabled={count === 0} onClick={() => void save()}>
          Save preferences
        </button>
        <Forget />
      </div>
      {count === 0 && (
        <p className="quiet small-text">Verdicts can be used once there are some: judge pairs above.</p>
      )}
      <Opening store={judging.used} what="Making preferences" />
      <Used />
      <Opening store={judging.file} what="Writing the file" />
      <SavedNote store={judging.file} />
    </section>
  );
}

/** What alignment would train on now. */
function Used() {
  const { judging } = useApp();
  const used = useSelect(judging.used, ({ status, value }) => (status === 'ready' ? value : null));
  if (used === null) return null;
  const { count, ties, neither, inCycles } = used;
  return (
    <p className="note" role="status">
      {formatPlural(count, 'preference is', 'preferences are')} in use: {formatCount(count - ties - neither)}{' '}
      with an order, {formatPlural(ties, 'tie')}, {formatCount(neither)} where neither answers.
      {inCycles > 0 && ` ${formatPlural(inCycles, 'pair')} that go round were left out.`}
    </p>
  );
}

/** Asks before everything is forgotten. */
function Forget() {
  const { judging } = useApp();
  const working = useSelect(judging, ({ phase }) => phase !== 'resting');
  return (
    <AskFirst
      label="Forget the pairs"
      loss="All pairs and verdicts will be gone, yours too."
      keep="Keep them"
      go="Forget them"
      disabled={working}
      onGo={() => void judging.clear()}
    />
  );
}
