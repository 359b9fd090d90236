import type { Llm, StoredReply } from '../../core/llm/llm';
import type { CallContext } from '../commands/command';

/** A language model that also tells every new reply as an event, for whoever keeps replies elsewhere. */
export function echoReplies(llm: Llm, emit: CallContext['emit']): Llm {
  return {
    get counts() {
      return llm.counts;
    },
    async ask(ask, signal): Promise<StoredReply> {
      const reply = await llm.ask(ask, signal);
      if (!reply.cached) emit({ kind: 'reply', reply });
      return reply;
    },
  };
}
