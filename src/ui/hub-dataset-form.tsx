import { useState } from 'react';
import { parseDatasetName } from '../core/formats/hub-data/dataset-name';
import { InputError } from '../core/input-error';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';
import { TokenField } from './token-field';

/** Training data from the Hugging Face Hub, by its name there. Nothing is asked for before the button is pressed. */
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
      setFault(error.reason);
    }
  };
  return (
    <Fold summary="Data set on the Hugging Face Hub">
      <form
        className="stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          load();
        }}
      >
        <NameField name={name} fault={fault} endpoint={endpoint} disabled={disabled} onName={setName} />
        <TokenField
          id="dataset-token"
          what="data sets"
          token={token}
          disabled={disabled}
          onToken={setToken}
        />
      </form>
    </Fold>
  );
}

interface NameFieldProps {
  readonly name: string;
  /** Why the name is none; '' while it may be one. */
  readonly fault: string;
  readonly endpoint: string;
  readonly disabled: boolean;
  readonly onName: (name: string) => void;
}

function NameField({ name, fault, endpoint, disabled, onName }: NameFieldProps) {
  return (
    <div className="field">
      <label htmlFor="dataset-name">Data set</label>
      <div className="row">
        <input
          id="dataset-name"
          type="text"
          spellCheck={false}
          value={name}
          disabled={disabled}
          aria-invalid={fault !== ''}
          aria-describedby={fault === '' ? 'dataset-name-help' : 'dataset-name-help dataset-name-error'}
          onChange={(event) => {
            onName(event.target.value);
          }}
        />
        <button type="submit" disabled={disabled || name.trim() === ''}>
          Fetch
        </button>
      </div>
      {fault !== '' && (
        <p id="dataset-name-error" className="field-error" role="alert">
          {fault}
        </p>
      )}
      <p id="dataset-name-help" className="help">
        Owner and name, then perhaps a folder and a revision: sentence-transformers/all-nli/triplet@main. Its
        training split is fetched from {endpoint}.
      </p>
    </div>
  );
}
