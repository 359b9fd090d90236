import { useState } from 'react';
import { DATA_FORMS, type DataForm } from '../core/formats/writers/data-form';
import { useApp, useSelect } from './app-context';
import { download } from './download';
import { Fold } from './fold';
import { Opening } from './opening';
import { SavedNote } from './saved-note';

/** The training rows, as the chosen fixes leave them, as a file for other tools. */
export function SaveData({ disabled }: { disabled: boolean }) {
  const app = useApp();
  const [form, setForm] = useState<DataForm>('triples');
  const writing = useSelect(app.dataFile, ({ status }) => status === 'opening');
  const save = async (): Promise<void> => {
    const file = await app.saveData(form);
    if (file !== null) download(file.name, file.blob);
  };
  return (
    <Fold summary="Save the data for other tools">
      <div className="stack">
        <div className="field">
          <label htmlFor="data-form">Form</label>
          <div className="row">
            <select
              id="data-form"
              value={form}
              disabled={disabled}
              aria-describedby="data-form-help"
              onChange={(event) => {
                setForm(event.target.value as DataForm); // the options are its only values
              }}
            >
              {Object.entries(DATA_FORMS).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <button type="button" disabled={disabled || writing} onClick={() => void save()}>
              Save the data
            </button>
          </div>
          <p id="data-form-help" className="help">
            {DATA_FORMS[form].help} The fixes chosen above are applied.
          </p>
        </div>
        <Opening store={app.dataFile} what="Writing the data" />
        <SavedNote store={app.dataFile} />
      </div>
    </Fold>
  );
}
