import { promptFaults } from '../../core/synthesis/prompts';
import { judgeWithLlm } from '../judge/judge-with-llm';
import { openLlm } from '../llm/open-llm';
import type { Handler } from './command';

export const judgePairs: Handler<'judgePairs'> = async (session, { settings, prompts, key }, context) => {
  const { pairBook } = session;
  await pairBook.open();
  const [fault] = promptFaults(prompts.compare);
  if (fault !== undefined) throw new Error(`The prompt that compares two passages: ${fault}`);
  return pairBook.exclusively(async () => {
    const llm = openLlm(session, settings, key, context.emit);
    try {
      await judgeWithLlm({ book: pairBook, llm, settings, prompts }, context);
    } finally {
      llm.close();
    }
    return pairBook.report();
  });
};
