import type { ToProvider } from '../../core/llm/provider';
import { serveProvider, type ProviderPort } from '../../core/llm/serve-provider';
import { endpointProvider } from './endpoint-provider';
import { webllmProvider } from './webllm-provider';

// The worker of a language model. Its script is answered under a content-security policy of its own (see
// cli/llm-worker-policy.ts), which the query of its address names: what it may reach is the endpoint, or where models of
// WebLLM lie, and nothing else.
const inBrowser = new URL(self.location.href).searchParams.get('provider') === 'webllm';
const port: ProviderPort = {
  onmessage: null,
  postMessage: (message) => {
    globalThis.postMessage(message);
  },
};
globalThis.onmessage = (event: MessageEvent<ToProvider>) => port.onmessage?.(event);
serveProvider(port, (access) =>
  inBrowser
    ? webllmProvider((progress) => {
        port.postMessage({ progress });
      })
    : endpointProvider(access),
);
