import type { Ask, Llm } from '../../core/llm/llm';
import { limitsFault, llmLimits } from '../../core/llm/limits';
import { QueuedLlm } from '../../core/llm/queued-llm';
import { createRandom } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import type { EngineEvent } from '../protocol/events';
import type { Session } from '../session/session';
import { describeLlm } from './describe-llm';
import { explainFailure } from './explain-failure';
import { openProvider } from './open-provider';
import { requestHash } from './request-hash';
import { tellReplies } from './tell-replies';

/** A language model that somebody opened and will close. */
export interface OpenLlm extends Llm {
  /** Resolves when the requests that were sent have ended and their replies are kept; nobody has to wait for that. */
  close(): Promise<void>;
}

/**
 * Opens the language model of the settings, behind a queue that keeps to their limits. Close it when the work is done, or
 * given up: requests that were sent are then waited for in the background, and their replies kept.
 *
 * @param key sent to the endpoint and kept nowhere
 * @param emit hears of the download of a model that runs in this browser, and with `tellsReplies` of every reply
 * @throws Error where the settings name no usable model, or limits that cannot be kept
 */
export function openLlm(
  session: Session,
  settings: Settings,
  key: string,
  emit: (event: EngineEvent) => void = () => undefined,
  tellsReplies = false,
): OpenLlm {
  const { name, model } = describeLlm(settings);
  if (model === '')
    throw new Error('Name the language model first: "Try it" lists those that the endpoint has.');
  const fault = limitsFault(settings);
  if (fault !== undefined) throw new Error(fault);
  const provider = openProvider(session, settings, key, (progress) => {
    emit({ kind: 'progress', ...progress });
    queue.prepares();
  });
  const queue = new QueuedLlm({
    provider,
    providerName: name,
    model,
    replies: tellsReplies ? tellReplies(session.replies, emit) : session.replies,
    hashOf: (ask) => requestHash(name, model, ask),
    explain: (fault) => explainFailure(fault, provider, settings),
    limits: llmLimits(settings),
    // A model in this browser answers one ask after the other; those that wait must not run out of time.
    concurrency: settings.llm === 'endpoint' ? settings.llmConcurrency : 1,
    timeoutSeconds: settings.llmTimeout,
    retries: settings.llmRetries,
    random: createRandom(settings.seed),
  });
  return queue;
}

/** Whether the reply to an ask is stored already; for `estimateAsks`. */
export function isReplyStored(session: Session, settings: Settings): (ask: Ask) => Promise<boolean> {
  const { name, model } = describeLlm(settings);
  return async (ask) => session.replies.has(await requestHash(name, model, ask));
}
