import { useState } from 'react';
import { parseDatasetName } from '../core/formats/hub-data/dataset-name';
import { InputError } from '../core/input-error';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';
import { HubNameForm } from './hub-name-form';
import { TokenField } from './token-field';

/** Training data from the Hugging Face Hub, by its name there. */
export function HubDatasetForm({ disabled }: { disabled: boolean }) {
  const app = useApp();
  const endpoint = useSelect(app.settings, ({ settings }) => settings.endpoint);
  const [name, setName] = useState('');
  const [token, setToken] = useState('');
  const [fault, setFault] = useState('');
  const load = (): void => {
    try {
      const secret = token === '' ? {} : { token };
      void app.openData({ kind: 'hub', ...parseDatasetName(name), endpoint, ...secret });
      setFault('');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setFault(`“${name.trim()}”: ${error.reason}.`);
    }
  };
  return (
    <Fold summary="Data set on the Hugging Face Hub">
      <HubNameForm
        id="dataset-name"
        label="Data set"
        name={name}
        fault={fault}
        action="Fetch"
        help={`Owner and name, then perhaps a folder and a revision: sentence-transformers/all-nli/triplet@main. Its training split is fetched from ${endpoint}.`}
        disabled={disabled}
        onName={setName}
        onSubmit={load}
      >
        <TokenField
          id="dataset-token"
          what="data sets"
          token={token}
          disabled={disabled}
          onToken={setToken}
        />
      </HubNameForm>
    </Fold>
  );
}
