import { SETTINGS } from '../../core/settings/settings';
import { rankingWords } from '../../store/mining-words';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Fold } from '../fold';
import { Opening } from '../opening';
import { SettingList } from '../setting-list';
import { useBusy } from '../use-busy';

const FIRST = ['mineNegatives', 'mineMarginKind', 'mineMargin', 'mineKeep'] as const;
const MORE = ['mineMin', 'mineMax', 'mineMaxScore', 'mineSampling'] as const;

/** Where negatives come from and by what rules; the passages are ranked when asked for. */
export function MiningForm() {
  const app = useApp();
  const busy = useBusy();
  const data = useLater(app.data, (state) => state.value);
  const model = useLater(app.model, (state) => state.value);
  const ranking = useSelect(app.mining.ranking, (state) => state.status === 'opening');
  const purpose = (
    <p className="quiet small-text">
      The model ranks passages for every training query. Those that it ranks high though they do not answer
      it, the hard negatives, teach it most. Passages that score nearly as high as the known answer are left
      out: they may be answers that nobody marked.
    </p>
  );
  if (data === null || model === null)
    return (
      <>
        {purpose}
        <p className="empty">{missingWords(data !== null)} first: negatives are mined for your rows.</p>
      </>
    );
  return (
    <>
      {purpose}
      <CorpusChoice disabled={busy || ranking} />
      <div className="mining-settings">
        <SettingList names={FIRST} disabled={busy} />
      </div>
      <Fold summary="More rules">
        <div className="mining-settings">
          <SettingList names={MORE} disabled={busy} />
        </div>
      </Fold>
      <div className="row">
        <button
          type="button"
          className="primary"
          disabled={busy || ranking}
          onClick={() => void app.mineNegatives()}
        >
          Mine negatives
        </button>
      </div>
      <Opening store={app.mining.ranking} what="Preparing the passages" />
      <Ranked />
    </>
  );
}

const missingWords = (hasData: boolean): string => (hasData ? 'Load a model' : 'Open training data');

function CorpusChoice({ disabled }: { disabled: boolean }) {
  const { settings, evaluationData, synthesis } = useApp();
  const value = useSelect(settings, (state) => state.settings.mineCorpus);
  const sets = useLater(evaluationData, (state) => state.value);
  const documents = useLater(synthesis.documents, (state) => state.value);
  const options: (readonly [string, string])[] = [
    ['training', 'Passages of the training data'],
    ...(documents === null ? [] : [['documents', 'Your documents'] as const]),
    ...(sets ?? []).map(({ name }) => [name, `Passages of ${name} (evaluation)`] as const),
  ];
  if (!options.some(([name]) => name === value)) options.push([value, value]);
  return (
    <div className="mining-corpus">
      <Choice
        label={SETTINGS.mineCorpus.label}
        value={value}
        options={options}
        disabled={disabled}
        onChoice={(name) => {
          settings.edit('mineCorpus', name);
        }}
      />
    </div>
  );
}

/** What was ranked last, and what is to be known of it. */
function Ranked() {
  const { mining } = useApp();
  const report = useLater(mining.ranking, (state) => state.value);
  const tooDeep = useSelect(mining, ({ preview }) => preview?.tooDeep ?? false);
  if (report === null) return null;
  return (
    <div className="stack">
      <p className="quiet small-text">{rankingWords(report)}</p>
      {report.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      {tooDeep && (
        <p className="note" role="status">
          Ranks were looked at down to {report.depth}. Mine again to look deeper.
        </p>
      )}
    </div>
  );
}
