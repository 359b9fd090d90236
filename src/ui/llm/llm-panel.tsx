import type { SettingName, Settings } from '../../core/settings/settings';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';
import { SettingList } from '../setting-list';
import { useBusy } from '../use-busy';
import { KeyField } from './key-field';
import { TryLlm } from './try-llm';

/** What each kind of model needs to be named. */
const NAMED: Readonly<Record<Settings['llm'], readonly SettingName[]>> = {
  endpoint: ['llmUrl', 'llmModel'],
  webllm: ['llmModel'],
  chrome: [],
};

/** What costs nothing has no prices. */
const MORE: Readonly<Record<Settings['llm'], readonly SettingName[]>> = {
  endpoint: [
    'llmBudget',
    'llmPriceIn',
    'llmPriceOut',
    'llmMaxRequests',
    'llmConcurrency',
    'llmTimeout',
    'llmRetries',
    'llmMaxTokens',
  ],
  webllm: ['llmMaxRequests', 'llmTimeout', 'llmRetries', 'llmMaxTokens'],
  chrome: ['llmMaxRequests', 'llmTimeout', 'llmRetries', 'llmMaxTokens'],
};

const TEMPERATURES: readonly SettingName[] = [
  'temperatureReasoning',
  'temperatureWriting',
  'temperatureQueries',
  'temperatureJudging',
];

const WHERE: Readonly<Record<Settings['llm'], string>> = {
  endpoint:
    'Texts go to the endpoint below and nowhere else. A model on your own machine, such as one of Ollama, keeps them there.',
  webllm:
    'Texts stay in this tab. The model is fetched once from huggingface.co (its kernels from raw.githubusercontent.com), one to several gigabytes, and computes on your graphics device.',
  chrome:
    'Texts stay in this browser. Chrome fetches its model by itself, several gigabytes, when it is first asked.',
};

/**
 * Which language model writes and judges, its key, its limits, and a button to see whether it answers.
 *
 * @param id tells this panel's fields from those of another on the page
 */
export function LlmPanel({ id, disabled = false }: { readonly id: string; readonly disabled?: boolean }) {
  const { settings } = useApp();
  const busy = useBusy() || disabled;
  const llm = useSelect(settings, (state) => state.settings.llm);
  return (
    <section className="llm stack" aria-labelledby={`${id}-llm-title`}>
      <h3 id={`${id}-llm-title`}>Language model</h3>
      <SettingList names={['llm']} disabled={busy} scope={`${id}-`} />
      <p className="small-text quiet">{WHERE[llm]}</p>
      <SettingList names={NAMED[llm]} disabled={busy} scope={`${id}-`} />
      {llm === 'endpoint' && <KeyField id={`${id}-llm-key`} disabled={busy} />}
      <TryLlm id={id} disabled={busy} />
      <Fold summary="Limits and prices">
        <SettingList names={MORE[llm]} disabled={busy} scope={`${id}-`} />
      </Fold>
      <Fold summary="Temperatures">
        <SettingList names={TEMPERATURES} disabled={busy} scope={`${id}-`} />
      </Fold>
    </section>
  );
}
