import { useState } from 'react';
import { isActive } from '../store/run-state';
import { useApp, useSelect } from './app-context';
import { FileField } from './file-field';
import { HubForm } from './hub-form';
import { ModelCard } from './model-card';
import { Opening } from './opening';
import { Region } from './region';
import { SettingList } from './setting-list';

const KINDS = [
  ['pocket', 'Built in'],
  ['hub', 'Hugging Face'],
  ['files', 'My files'],
] as const;

type Kind = (typeof KINDS)[number][0];

export function ModelRegion() {
  const app = useApp();
  const [kind, setKind] = useState<Kind>(() =>
    app.settings.getState().settings.model === 'pocket' ? 'pocket' : 'hub',
  );
  const report = useSelect(app.model, (model) => model.value);
  const pocketLoaded = useSelect(
    app.model,
    (model) => model.status === 'ready' && model.source?.kind === 'pocket',
  );
  const busy = useSelect(app.run, (run) => isActive(run.phase));
  return (
    <Region name="Model" step={2}>
      <fieldset className="segments" disabled={busy}>
        <legend className="hidden">Where the model comes from</legend>
        {KINDS.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="model-kind"
              value={value}
              checked={kind === value}
              onChange={() => {
                setKind(value);
              }}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'pocket' && !pocketLoaded && <PocketForm disabled={busy} />}
      {kind === 'hub' && <HubForm disabled={busy} />}
      <div hidden={kind !== 'files'}>
        <FileField
          id="model-input"
          name="Model files"
          hint="A sentence-transformers folder or zip: config.json, tokenizer, model.safetensors."
          disabled={busy}
          onFiles={(files) => {
            setKind('files');
            void app.model.open({ kind: 'files', files });
          }}
        />
      </div>
      <Opening store={app.model} what="Loading the model" />
      {report !== null && <ModelCard model={report} />}
      <details className="fold">
        <summary>More settings</summary>
        <SettingList
          names={['maxLength', 'pooling', 'normalise', 'queryPrompt', 'passagePrompt']}
          disabled={busy}
          hints={report === null ? {} : modelHints(report)}
        />
      </details>
    </Region>
  );
}

function PocketForm({ disabled }: { disabled: boolean }) {
  const app = useApp();
  return (
    <div className="row">
      <p className="quiet small-text">
        The pocket encoder: a small English model that trains in minutes, even without a GPU.
      </p>
      <button
        type="button"
        disabled={disabled}
        onClick={() => {
          app.settings.edit('model', 'pocket');
          void app.model.open({ kind: 'pocket' });
        }}
      >
        Load it
      </button>
    </div>
  );
}

function modelHints(model: {
  maxLength: number;
  pooling: string;
  queryPrompt: string;
  passagePrompt: string;
}) {
  const prompt = (text: string): string =>
    text === '' ? 'The model has none.' : `The model says "${text}".`;
  return {
    maxLength: `The model says ${model.maxLength}.`,
    pooling: `The model says ${model.pooling}.`,
    queryPrompt: prompt(model.queryPrompt),
    passagePrompt: prompt(model.passagePrompt),
  };
}
