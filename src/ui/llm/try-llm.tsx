import type { Settings } from '../../core/settings/settings';
import type { LlmTestReport } from '../../engine/protocol/llm';
import { formatCount, formatPlural } from '../../store/format-value';
import { useApp, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Opening } from '../opening';

/** Names whose problems stand in the way of a request. */
const NEEDED = ['llmUrl', 'llmModel', 'llmTimeout'] as const;

/** One request to the model: what it said, how long it took, which models there are. */
export function TryLlm({ id, disabled }: { readonly id: string; readonly disabled: boolean }) {
  const { llm, settings } = useApp();
  const status = useSelect(llm.test, (state) => state.status);
  const report = useSelect(llm.test, (state) => (state.status === 'ready' ? state.value : null));
  const models = useSelect(llm.test, (state) => state.value?.models) ?? [];
  const wrong = useSelect(settings, ({ drafts }) => NEEDED.some((name) => drafts[name] !== undefined));
  return (
    <div className="stack">
      {status !== 'opening' && (
        <button
          type="button"
          className="llm-try"
          disabled={disabled || wrong}
          aria-describedby={`${id}-llm-outcome`}
          onClick={() => void llm.test.open(settings.getState().settings)}
        >
          Try it
        </button>
      )}
      <Opening store={llm.test} what="Waiting for the reply" />
      <p id={`${id}-llm-outcome`} className="small-text" role="status">
        {report !== null && <Outcome report={report} />}
      </p>
      {models.length > 0 && <ModelChoice models={models} disabled={disabled} />}
    </div>
  );
}

function Outcome({ report }: { readonly report: LlmTestReport }) {
  const asked = useSelect(useApp().settings, (state) => state.settings.llmModel);
  const { model, models, reply, milliseconds } = report;
  if (model === '')
    return models.length === 0
      ? 'The endpoint answers, but lists no models: type the name of one.'
      : `The endpoint answers and has ${formatPlural(models.length, 'model')}: choose one.`;
  const other = asked !== '' && !model.startsWith(asked) ? ` You asked for ${asked}.` : '';
  const said =
    reply.trim() === '' ? 'nothing; some models need a longer reply' : `“${reply.trim().slice(0, 200)}”`;
  return `It works: ${model} answered in ${formatCount(Math.round(milliseconds))} ms and said ${said}.${other}`;
}

/** Chooses one of the models that the endpoint has. */
function ModelChoice({
  models,
  disabled,
}: {
  readonly models: readonly string[];
  readonly disabled: boolean;
}) {
  const { settings } = useApp();
  const model: Settings['llmModel'] = useSelect(settings, (state) => state.settings.llmModel);
  const options = models.map((name) => [name, name] as const);
  return (
    <Choice
      label="Models that there are"
      value={model}
      options={models.includes(model) ? options : [[model, 'Choose a model'] as const, ...options]}
      disabled={disabled}
      onChoice={(name) => {
        settings.edit('llmModel', name);
      }}
    />
  );
}
