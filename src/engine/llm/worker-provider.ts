import type { FromProvider, Provider, ProviderAccess, ProviderProgress } from '../../core/llm/provider';
import { RemoteProvider } from '../../core/llm/remote-provider';
import workerUrl from './llm.worker?worker&url';

/** What the worker may reach: the origin of an endpoint, or where WebLLM's models lie. */
export type Reach = { readonly connect: string } | { readonly provider: 'webllm' };

/** Starts the worker of a language model, whose address asks the server for the policy that lets it reach this much. */
export function workerProvider(
  reach: Reach,
  access: ProviderAccess,
  onProgress?: (progress: ProviderProgress) => void,
): Provider {
  const separator = workerUrl.includes('?') ? '&' : '?';
  const address = workerUrl + separator + new URLSearchParams({ ...reach }).toString();
  const worker = new Worker(address, { type: 'module', name: 'llm' });
  const provider = new RemoteProvider(onProgress);
  worker.onmessage = ({ data }: MessageEvent<FromProvider>) => {
    provider.hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    // A worker whose script did not load gives an event without a message.
    provider.break(
      `The worker of the language model stopped: ${event.message || 'its code could not be loaded'}`,
    );
  };
  worker.postMessage({ open: access });
  return provider.connect({
    send: (message) => {
      worker.postMessage(message);
    },
    close: () => {
      worker.terminate();
    },
  });
}
