import { readEndpoint } from '../../core/llm/endpoint-address';
import type { Settings } from '../../core/settings/settings';

/** Which language model the settings mean. */
export interface LlmName {
  /** Tells replies of one provider from those of another: address of the endpoint, or what runs in the browser. */
  readonly name: string;
  /** '' where none was named. */
  readonly model: string;
}

/** @throws Error where the address is none */
export function describeLlm({ llm, llmUrl, llmModel }: Settings): LlmName {
  switch (llm) {
    case 'endpoint': {
      const endpoint = readEndpoint(llmUrl);
      if ('reason' in endpoint) throw new Error(`Address of the language model: ${endpoint.reason}.`);
      return { name: endpoint.url, model: llmModel.trim() };
    }
    case 'webllm':
      return { name: 'webllm', model: llmModel.trim() };
    case 'chrome':
      return { name: 'chrome', model: 'built-in' }; // it has one, without a name
  }
}
