import { LlmError, type Ask } from '../../core/llm/llm';
import { ProviderFault } from '../../core/llm/provider';
import { TimeLimit } from '../../core/llm/time-limit';
import type { Settings } from '../../core/settings/settings';
import { describeLlm } from '../llm/describe-llm';
import { explainFailure } from '../llm/explain-failure';
import { openProvider } from '../llm/open-provider';
import type { Handler } from './command';

/** One request, neither tried again nor kept: what is wrong shows at once, and what works is seen to work now. */
export const testLlm: Handler<'testLlm'> = async (session, { settings, key }, { signal, emit }) => {
  const { model } = describeLlm(settings);
  const limit = new TimeLimit(settings.llmTimeout);
  const provider = openProvider(session, settings, key, (progress) => {
    emit({ kind: 'progress', ...progress });
    limit.restart();
  });
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    if (model === '') return { models: await provider.models(either), model, reply: '', milliseconds: 0 };
    const began = performance.now();
    const reply = await provider.complete(wordAsk(settings), model, either);
    const milliseconds = performance.now() - began;
    // Only a help for choosing: some endpoints have no list.
    const models = await provider.models(either).catch(() => []);
    return { models, model: reply.model, reply: reply.text, milliseconds };
  } catch (error) {
    signal.throwIfAborted();
    const fault = limit.signal.aborted ? new ProviderFault('timeout', '') : error;
    if (!(fault instanceof ProviderFault)) throw error;
    throw new LlmError(await explainFailure(fault, provider, settings), { all: true, cause: fault });
  } finally {
    limit.end();
    provider.close();
  }
};

function wordAsk({ llmMaxTokens }: Settings): Ask {
  return {
    purpose: 'positive',
    promptVersion: '',
    messages: [{ role: 'user', content: 'Reply with the one word: ready' }],
    temperature: 0,
    // Models that think before they answer need room for both.
    maxTokens: Math.min(llmMaxTokens, 512),
    attempt: 0,
  };
}
