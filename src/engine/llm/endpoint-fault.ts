import OpenAI from 'openai';
import { ProviderFault, type FaultKind } from '../../core/llm/provider';
import { askedDelay } from '../../core/llm/retry-delay';

/** What is used of an error of the client, whose own type leaves too much open. */
interface Refusal {
  readonly status: unknown;
  readonly headers: unknown;
  readonly code?: unknown;
  readonly message: string;
}

/** Words of a complaint that are shown. */
const MOST_WORDS = 300;

/** Whatever went wrong with a request, sorted. `hide` takes out what must not be shown. */
export function toProviderFault(error: unknown, hide: (text: string) => string): ProviderFault {
  if (error instanceof ProviderFault) return error;
  if (error instanceof OpenAI.APIConnectionError) return new ProviderFault('network', '');
  if (error instanceof OpenAI.APIError) return fromStatus(error, hide);
  // A body that is no JSON though it says so.
  if (error instanceof SyntaxError) return new ProviderFault('address', 'its answer cannot be read');
  const words = error instanceof Error ? error.message : String(error);
  return new ProviderFault('unavailable', hide(words).slice(0, MOST_WORDS));
}

function fromStatus(error: Refusal, hide: (text: string) => string): ProviderFault {
  const status = typeof error.status === 'number' ? error.status : 0;
  const headers = error.headers instanceof Headers ? error.headers : new Headers();
  const words = hide(error.message.replace(/^\d{3} /, '')).slice(0, MOST_WORDS);
  const html = /<html|<!doctype/i.test(words);
  const retryAfter = askedDelay(headers.get('retry-after'), words, Date.now());
  return new ProviderFault(kindOf(error, status, words), html || /\(no body\)$/.test(words) ? '' : words, {
    status,
    retryAfter,
  });
}

function kindOf({ code }: Refusal, status: number, words: string): FaultKind {
  if (code === 'insufficient_quota' || status === 402) return 'quota';
  if (status === 401 || status === 403) return 'key';
  if (status === 404) return code === 'model_not_found' || /\bmodel\b/i.test(words) ? 'model' : 'address';
  if (status === 405) return 'address';
  // 0: said by an answer that had begun well.
  if (status === 0 || status === 408 || status === 409 || status === 425 || status === 429 || status >= 500)
    return 'busy';
  return /\bmodel\b.*\b(not found|does not exist|unknown|invalid)\b/i.test(words) ? 'model' : 'request';
}
