import {
  ProviderFault,
  type FromProvider,
  type Provider,
  type ProviderAccess,
  type ToProvider,
} from './provider';

/** The part of a worker's global scope, or of a port, that is used here. */
export interface ProviderPort {
  onmessage: ((event: { readonly data: ToProvider }) => void) | null;
  postMessage(message: FromProvider): void;
}

/**
 * Answers the calls of a `RemoteProvider` at the other end of a port: one answer a call, aborts by id.
 *
 * @param open makes the provider, from the first message
 */
export function serveProvider(port: ProviderPort, open: (access: ProviderAccess) => Provider): void {
  const running = new Map<number, AbortController>();
  let provider: Provider | undefined;
  const answer = async (id: number, work: () => Promise<FromProvider>): Promise<void> => {
    port.postMessage(await work().catch((error: unknown) => ({ id, fault: toFaultData(error) })));
    running.delete(id);
  };
  port.onmessage = ({ data }) => {
    if ('open' in data) provider = open(data.open);
    else if ('abort' in data) running.get(data.abort)?.abort();
    else {
      const { id } = data;
      const opened = provider;
      if (opened === undefined) return;
      const stop = new AbortController();
      running.set(id, stop);
      void answer(id, async () =>
        'list' in data
          ? { id, models: await opened.models(stop.signal) }
          : { id, reply: await opened.complete(data.ask, data.model, stop.signal) },
      );
    }
  };
}

function toFaultData(error: unknown) {
  if (error instanceof ProviderFault) {
    const { kind, message, status, retryAfter } = error;
    return { kind, message, status, retryAfter };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'unavailable' as const, message, status: 0, retryAfter: null };
}
