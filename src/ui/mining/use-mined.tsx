import { useState } from 'react';
import { DATA_FORMS } from '../../core/formats/writers/data-form';
import type { MinedForm } from '../../engine/protocol/mining';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { download } from '../download';
import { Opening } from '../opening';
import { SavedNote } from '../saved-note';
import { useBusy } from '../use-busy';

const FORMS: readonly (readonly [MinedForm, string])[] = [
  ['n-tuples', 'JSONL n-tuples'],
  ['flag-embedding', DATA_FORMS['flag-embedding'].label],
  ['report', 'Figures (mining.json)'],
];

/** What can be done with the rows and their mined negatives. */
export function UseMined({ empty }: { empty: boolean }) {
  const app = useApp();
  const busy = useBusy();
  const [form, setForm] = useState<MinedForm>('n-tuples');
  const writing = useSelect(app.mining.file, ({ status }) => status === 'opening');
  const opening = useSelect(app.data, ({ status }) => status === 'opening');
  const used = useLater(app.data, ({ source }) => source?.kind === 'mined');
  const save = async (): Promise<void> => {
    const file = await app.saveMined(form);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <section className="stack part" aria-labelledby="mining-use">
      <h3 id="mining-use">Use the rows</h3>
      <div className="look-controls">
        <button
          type="button"
          className="primary"
          disabled={busy || opening || empty}
          onClick={() => void app.trainOnMined()}
        >
          Train on these rows
        </button>
        <Choice label="Form" value={form} options={FORMS} disabled={writing} onChoice={setForm} />
        <button type="button" disabled={busy || writing} onClick={() => void save()}>
          Save the rows
        </button>
      </div>
      <p className="quiet small-text" role="status">
        {used &&
          'The training data have mined negatives now, by the settings they were taken with. Your files are unchanged. Move the settings and press the button again to change them, or start training.'}
      </p>
      <Opening store={app.mining.file} what="Writing the rows" />
      <SavedNote store={app.mining.file} />
    </section>
  );
}
