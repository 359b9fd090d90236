import { promptFaults } from '../../core/synthesis/prompts';
import { judgeWithLlm } from '../judge/judge-with-llm';
import { openLlm } from '../llm/open-llm';
import type { Handler } from './command';

export const judgePairs: Handler<'judgePairs'> = async (session, request, context) => {
  const { pairBook } = session;
  const { settings, prompts, key, tellReplies } = request;
  await pairBook.open();
  const [fault] = promptFaults(prompts.compare);
  if (fault !== undefined) throw new Error(`The prompt that compares two passages: ${fault}`);
  return pairBook.exclusively(async () => {
    const llm = openLlm(session, settings, key, context.emit, tellReplies);
    try {
      await judgeWithLlm({ book: pairBook, llm, settings, prompts }, context);
    } finally {
      const closed = llm.close();
      // Nobody hears of a reply that comes after the call has ended.
      if (tellReplies === true) await closed;
    }
    return pairBook.report();
  });
};
