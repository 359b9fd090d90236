import { useState } from 'react';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';
import { HubNameForm } from './hub-name-form';
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
    <HubNameForm
      id="hub-id"
      label="Model id"
      name={id}
      action="Load"
      help="An encoder such as all-MiniLM-L6-v2, BGE-small or E5-small: BERT, DistilBERT, RoBERTa, XLM-RoBERTa or MPNet. It is fetched once, then kept."
      disabled={disabled}
      onName={setId}
      onSubmit={load}
    >
      <Fold summary="Revision, token, mirror">
        <SettingList names={['revision', 'endpoint']} disabled={disabled} />
        <TokenField id="hub-token" what="models" token={token} disabled={disabled} onToken={setToken} />
      </Fold>
    </HubNameForm>
  );
}
