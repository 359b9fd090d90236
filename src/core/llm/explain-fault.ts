import type { FaultData } from './provider';

/** What is known of a request that failed. */
export interface FaultPlace {
  /** Of the endpoint; empty for a model in this browser. */
  readonly url: string;
  readonly model: string;
  /** Origin of this page, which the endpoint must let in. */
  readonly page: string;
  readonly timeoutSeconds: number;
  /** What the endpoint has, where it told. */
  readonly models: readonly string[];
}

/** A fault in words, with what a person can do about it. */
export function explainFault(fault: Omit<FaultData, 'retryAfter'>, place: FaultPlace): string {
  const says = fault.message === '' ? '' : ` It says: ${fault.message}`;
  const status = fault.status === 0 ? '' : ` (${fault.status})`;
  switch (fault.kind) {
    case 'network':
      return explainNetwork(place);
    case 'timeout':
      return `No whole reply came within ${place.timeoutSeconds} seconds. A local model may need longer ("Seconds to wait"), shorter replies, or fewer requests at once.`;
    case 'cut':
      return `The reply stopped before its end.${says}`;
    case 'busy':
      return `The endpoint could not answer${status}.${says}`;
    case 'quota':
      return `The account of this key has nothing left to spend.${says}`;
    case 'key':
      return `The endpoint refuses the key${status}: it is missing, wrong, or not allowed to use this model.${says}`;
    case 'model':
      return explainModel(place, says);
    case 'address':
      return `${place.url} answers, but not like an OpenAI-compatible endpoint${status}. Check the address; it mostly ends in /v1.${says}`;
    case 'request':
      return `The endpoint refuses the request${status}.${says}`;
    case 'unavailable':
      return fault.message;
  }
}

function explainModel({ model, models }: FaultPlace, says: string): string {
  const shown = models.slice(0, 12).join(', ') + (models.length > 12 ? ', …' : '');
  return models.length === 0
    ? `There is no model “${model}” at the endpoint.${says}`
    : `There is no model “${model}”; the endpoint has: ${shown}.`;
}

/** A browser does not tell a page why no answer came, so that every likely reason is named, with its fix. */
function explainNetwork({ url, page }: FaultPlace): string {
  const mixed =
    page.startsWith('https:') && url.startsWith('http:') && !isThisMachine(url)
      ? [
          'This page came by https, and browsers let it reach only https addresses or this machine: use an https address, or start Kennel on your own machine.',
        ]
      : [];
  return [
    `No answer came from ${url}. Either nothing listens there (is the server started, is the address right?), or it does not let this page read its answers. The browser does not tell which.`,
    ...mixed,
    'To let this page in:',
    `Ollama: OLLAMA_ORIGINS="${page}" ollama serve`,
    'LM Studio: switch on "Enable CORS" in the settings of its server.',
    `vLLM: start it with --allowed-origins '["${page}"]'`,
    'llama.cpp: its server lets every page in; check that it runs and on which port.',
  ].join('\n');
}

function isThisMachine(url: string): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/.test(url);
}
