import { llmLimits } from '../../core/llm/limits';
import type { Provider, ProviderProgress } from '../../core/llm/provider';
import type { Settings } from '../../core/settings/settings';
import type { Session } from '../session/session';
import { builtInProvider } from './built-in-provider';
import { describeLlm } from './describe-llm';
import { workerProvider } from './worker-provider';

/** Opens what the settings choose. Nothing is asked of it yet. @throws Error where the address is none */
export function openProvider(
  session: Session,
  settings: Settings,
  key: string,
  onProgress?: (progress: ProviderProgress) => void,
): Provider {
  switch (settings.llm) {
    case 'endpoint': {
      const { name: url } = describeLlm(settings);
      const hasBudget = llmLimits(settings).cost > 0;
      return workerProvider({ connect: new URL(url).origin }, { url, key, hasBudget }, onProgress);
    }
    case 'webllm':
      return workerProvider({ provider: 'webllm' }, { url: '', key: '', hasBudget: false }, onProgress);
    case 'chrome':
      return builtInProvider(session.builtInModel, onProgress);
  }
}
