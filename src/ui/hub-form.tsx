import { useState } from 'react';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';
import { SettingList } from './setting-list';

/** A model of the Hugging Face Hub. The token lives in this component alone: no store, no address, no record. */
export function HubForm({ disabled }: { disabled: boolean }) {
  const app = useApp();
  const chosen = useSelect(app.settings, ({ settings }) => settings.model);
  const [id, setId] = useState(chosen === 'pocket' ? 'sentence-transformers/all-MiniLM-L6-v2' : chosen);
  const [token, setToken] = useState('');
  const load = (): void => {
    app.settings.edit('model', id.trim());
    const { revision, endpoint } = app.settings.getState().settings;
    const secret = token === '' ? {} : { token };
    void app.model.open({ kind: 'hub', id: id.trim(), revision, endpoint, ...secret });
  };
  return (
    <form
      className="stack"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        load();
      }}
    >
      <div className="field">
        <label htmlFor="hub-id">Model id</label>
        <div className="row">
          <input
            id="hub-id"
            type="text"
            spellCheck={false}
            value={id}
            disabled={disabled}
            aria-describedby="hub-id-help"
            onChange={(event) => {
              setId(event.target.value);
            }}
          />
          <button type="submit" disabled={disabled || id.trim() === ''}>
            Load
          </button>
        </div>
        <p id="hub-id-help" className="help">
          An encoder such as all-MiniLM-L6-v2, BGE-small or E5-small: BERT, DistilBERT, RoBERTa, XLM-RoBERTa
          or MPNet. It is fetched once, then kept.
        </p>
      </div>
      <Fold summary="Revision, token, mirror">
        <SettingList names={['revision', 'endpoint']} disabled={disabled} />
        <TokenField token={token} disabled={disabled} onToken={setToken} />
      </Fold>
    </form>
  );
}

interface TokenFieldProps {
  readonly token: string;
  readonly disabled: boolean;
  readonly onToken: (token: string) => void;
}

function TokenField({ token, disabled, onToken }: TokenFieldProps) {
  return (
    <div className="field">
      <label htmlFor="hub-token">Token</label>
      <input
        id="hub-token"
        type="password"
        autoComplete="off"
        value={token}
        disabled={disabled}
        aria-describedby="hub-token-help"
        onChange={(event) => {
          onToken(event.target.value);
        }}
      />
      <p id="hub-token-help" className="help">
        For gated or private models. Sent to the Hub address above only, and forgotten with this tab.
      </p>
    </div>
  );
}
