import type { FromProvider, Provider, ProviderProgress } from '../../core/llm/provider';
import { ProviderFault } from '../../core/llm/provider';
import { RemoteProvider } from '../../core/llm/remote-provider';

/** The browser's own model. Workers have no way to it, so the page asks it; `port` leads there, null without one. */
export function builtInProvider(
  port: MessagePort | null,
  onProgress?: (progress: ProviderProgress) => void,
): Provider {
  if (port === null) return absent();
  const provider = new RemoteProvider(onProgress);
  port.onmessage = ({ data }: MessageEvent<FromProvider>) => {
    provider.hear(data);
  };
  port.postMessage({ open: { url: '', key: '', hasBudget: false } });
  return provider.connect({
    send: (message) => {
      port.postMessage(message);
    },
    close: () => undefined, // the port serves the next one, too
  });
}

function absent(): Provider {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new ProviderFault(
        'unavailable',
        'This browser has no model of its own. Chrome on a computer has one from version 138 on, where there is room for it.',
      ),
    );
  return { complete: refuse, models: () => Promise.resolve([]), close: () => undefined };
}
