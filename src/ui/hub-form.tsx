import { useState } from 'react';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';
import { SettingList } from './setting-list';
import { TokenField } from './token-field';

/** A model of the Hugging Face Hub. */
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
        <TokenField id="hub-token" what="models" token={token} disabled={disabled} onToken={setToken} />
      </Fold>
    </form>
  );
}
