import { explainFault } from '../../core/llm/explain-fault';
import type { Provider, ProviderFault } from '../../core/llm/provider';
import type { Settings } from '../../core/settings/settings';
import { describeLlm } from './describe-llm';

/** Milliseconds to wait for the list of models, which only makes an explanation better. */
const PATIENCE = 10_000;

/** A fault in words; where the name of the model is wrong, with those that there are. */
export async function explainFailure(
  fault: ProviderFault,
  provider: Provider,
  settings: Settings,
): Promise<string> {
  const { name, model } = describeLlm(settings);
  const models =
    fault.kind === 'model' ? await provider.models(AbortSignal.timeout(PATIENCE)).catch(() => []) : [];
  return explainFault(fault, {
    url: name,
    model,
    page: self.location.origin,
    timeoutSeconds: settings.llmTimeout,
    models,
  });
}
