import type { Replies } from '../../core/llm/replies';
import type { CallContext } from '../commands/command';

/**
 * Replies that are also told as events, new ones and those that were stored before, for whoever keeps them elsewhere.
 * They are told where they are kept: a reply that nobody waits for any more is paid for all the same.
 */
export function tellReplies(replies: Replies, emit: CallContext['emit']): Replies {
  return {
    arriving: replies.arriving,
    read: async (hash) => {
      const stored = await replies.read(hash);
      if (stored !== undefined) emit({ kind: 'reply', reply: { ...stored, cached: true } });
      return stored;
    },
    keep: (reply) => {
      emit({ kind: 'reply', reply }); // first: elsewhere may have room where this browser has none
      return replies.keep(reply);
    },
  };
}
