import { estimateTokens } from '../core/llm/count-tokens';
import type { Ask, Reply } from '../core/llm/llm';
import { ProviderFault, type Provider, type ProviderProgress, type ToProvider } from '../core/llm/provider';
import { serveProvider, type ProviderPort } from '../core/llm/serve-provider';

/** The part of the Prompt API (developer.chrome.com/docs/ai/prompt-api) that is used. Only pages have it. */
export interface BuiltInModel {
  availability(): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: {
    readonly initialPrompts: readonly { readonly role: 'system'; readonly content: string }[];
    readonly signal: AbortSignal;
    readonly monitor: (monitor: EventTarget) => void;
  }): Promise<BuiltInSession>;
}

export interface BuiltInSession {
  prompt(text: string, options: { readonly signal: AbortSignal }): Promise<string>;
  destroy(): void;
}

declare global {
  var LanguageModel: BuiltInModel | undefined;
}

/** Asks the browser's own model for a worker at the other end of a port. */
export function serveBuiltInModel(port: MessagePort, model: BuiltInModel): void {
  const link: ProviderPort = {
    onmessage: null,
    postMessage: (message) => {
      port.postMessage(message);
    },
  };
  port.onmessage = (event: MessageEvent<ToProvider>) => link.onmessage?.(event);
  serveProvider(link, () =>
    builtInModel(model, (progress) => {
      port.postMessage({ progress });
    }),
  );
}

/** Every ask is a session of its own, so that none sees what another was about. */
export function builtInModel(
  model: BuiltInModel,
  onProgress: (progress: ProviderProgress) => void,
): Provider {
  return {
    complete: async (ask, _, signal) => {
      if ((await model.availability()) === 'unavailable')
        throw new ProviderFault(
          'unavailable',
          'The browser has a model of its own, but not for this device: it needs more room on the disk or a better graphics device.',
        );
      try {
        return await prompt(model, ask, { signal, onProgress });
      } catch (error) {
        signal.throwIfAborted();
        throw toFault(error);
      }
    },
    models: () => Promise.resolve([]),
    close: () => undefined,
  };
}

async function prompt(
  model: BuiltInModel,
  ask: Ask,
  work: { readonly signal: AbortSignal; readonly onProgress: (progress: ProviderProgress) => void },
): Promise<Reply> {
  const contentOf = (role: 'system' | 'user'): string =>
    ask.messages
      .filter((message) => message.role === role)
      .map(({ content }) => content)
      .join('\n\n');
  const [system, user] = [contentOf('system'), contentOf('user')];
  const session = await model.create({
    initialPrompts: system === '' ? [] : [{ role: 'system', content: system }],
    signal: work.signal,
    monitor: (monitor) => {
      monitor.addEventListener('downloadprogress', (event) => {
        const fraction = 'loaded' in event && typeof event.loaded === 'number' ? event.loaded : 0;
        const phase = 'Fetching the model of the browser';
        work.onProgress({ phase, done: Math.round(fraction * 100), total: 100, unit: '%' });
      });
    },
  });
  try {
    const text = await session.prompt(user, { signal: work.signal });
    const tokens = { promptTokens: estimateTokens(system + user), completionTokens: estimateTokens(text) };
    return { text, finish: 'stop', model: 'built-in', ...tokens };
  } finally {
    session.destroy();
  }
}

function toFault(error: unknown): ProviderFault {
  const words = error instanceof Error ? error.message : String(error);
  // The browser fetches its model only right after a person has done something in the page.
  if (error instanceof Error && error.name === 'NotAllowedError')
    return new ProviderFault(
      'unavailable',
      `The browser wants to be asked by a click before it fetches its model: press "Try it". (${words})`,
    );
  return new ProviderFault('request', words);
}
