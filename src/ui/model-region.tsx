import { useState } from 'react';
import type { ModelReport } from '../engine/protocol/model';
import { formatParameters } from '../store/format-value';
import { useApp, useLater, useSelect } from './app-context';
import { useBusy } from './use-busy';
import { FileField } from './file-field';
import { Fold } from './fold';
import { HubForm } from './hub-form';
import { ModelCard } from './model-card';
import { Opening } from './opening';
import { SettingList } from './setting-list';
import { SetupRegion } from './setup-region';

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
  const report = useLater(app.model, (model) => model.value);
  const pocketLoaded = useSelect(
    app.model,
    (model) => model.status === 'ready' && model.source?.kind === 'pocket',
  );
  const busy = useBusy();
  return (
    <SetupRegion name="Model" step={2} summary={report === null ? 'No model' : summaryOf(report)}>
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
      <Fold summary="More settings">
        <SettingList
          names={['maxLength', 'pooling', 'normalise', 'queryPrompt', 'passagePrompt']}
          disabled={busy}
          hints={report === null ? {} : modelHints(report)}
        />
      </Fold>
    </SetupRegion>
  );
}

function summaryOf({ name, layers, hidden, parameters }: ModelReport): string {
  return `${name}, ${layers} × ${hidden} · ${formatParameters(parameters)} parameters`;
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
