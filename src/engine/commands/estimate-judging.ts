import { estimateAsks } from '../../core/llm/estimate';
import { llmLimits } from '../../core/llm/limits';
import { compareAsk } from '../../core/preferences/compare-ask';
import { pairsToAsk } from '../judge/judge-with-llm';
import { isReplyStored } from '../llm/open-llm';
import type { Handler } from './command';

export const estimateJudging: Handler<'estimateJudging'> = async (session, { settings, prompts }) => {
  const { pairBook } = session;
  await pairBook.open();
  const asks = pairsToAsk({ book: pairBook, settings, prompts }).flatMap((pair) =>
    (['forward', 'backward'] as const).map((order) =>
      compareAsk(pairBook.table.queries, pair, order, 0, { prompts, settings }),
    ),
  );
  return estimateAsks(asks, isReplyStored(session, settings), llmLimits(settings).prices);
};
