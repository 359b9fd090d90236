import type { Ask, Reply } from './llm';

/** What answers asks. It knows neither retries nor limits: every call is one request. */
export interface Provider {
  /** @throws ProviderFault; the signal's reason when cancelled */
  complete(ask: Ask, model: string, signal: AbortSignal): Promise<Reply>;
  /** The models it has, as it names them; empty where it lists none. @throws ProviderFault */
  models(signal: AbortSignal): Promise<readonly string[]>;
  close(): void;
}

/** What a provider reports while it prepares, such as the download of a model. `total` 0: unknown. */
export interface ProviderProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}

/** To a provider that runs elsewhere: in a worker of its own, or in the page. */
export type ToProvider =
  /** The first message. */
  | { readonly open: ProviderAccess }
  | { readonly id: number; readonly ask: Ask; readonly model: string }
  | { readonly id: number; readonly list: 'models' }
  | { readonly abort: number };

/** What a provider needs to know. The key travels in this message and nowhere else. */
export interface ProviderAccess {
  readonly url: string;
  readonly key: string;
  /** Replies must keep to their longest, as a budget relies on it. */
  readonly hasBudget: boolean;
}

export type FromProvider =
  | { readonly id: number; readonly reply: Reply }
  | { readonly id: number; readonly models: readonly string[] }
  | { readonly id: number; readonly fault: FaultData }
  | { readonly progress: ProviderProgress };

/**
 * Why a request failed.
 * - network: no answer came; the browser does not tell whether the server is away or forbids this page to read it
 * - timeout: no whole answer in time; cut: the answer stopped before its end
 * - busy: the provider says that it cannot now (429, 5xx)
 * - quota: it says that the account has nothing left
 * - key, model, address, request: it refuses the key, the model's name, the address, or what was asked
 * - unavailable: what the provider runs on is missing in this browser, or it cannot do what the settings want
 */
export type FaultKind =
  'network' | 'timeout' | 'cut' | 'busy' | 'quota' | 'key' | 'model' | 'address' | 'request' | 'unavailable';

/** A fault as it crosses between workers. */
export interface FaultData {
  readonly kind: FaultKind;
  /** In the provider's words, where there are any. */
  readonly message: string;
  /** HTTP status; 0: none came. */
  readonly status: number;
  /** Milliseconds after which the provider wants to be asked again; null: it does not say. */
  readonly retryAfter: number | null;
}

/** One request failed. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  readonly kind: FaultKind;
  readonly status: number;
  readonly retryAfter: number | null;

  constructor(
    kind: FaultKind,
    message: string,
    more: Partial<Pick<FaultData, 'status' | 'retryAfter'>> = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = more.status ?? 0;
    this.retryAfter = more.retryAfter ?? null;
  }
}
