import { watchDevice } from '../backend/watch-device';
import { rankForPairs } from '../judge/rank-for-pairs';
import type { Handler } from './command';

export const proposePairs: Handler<'proposePairs'> = async (session, { settings }, context) => {
  const { pairBook } = session;
  await pairBook.open();
  return pairBook.exclusively(() =>
    session.exclusively('finding pairs of passages', async () => {
      await session.readyDevice(settings);
      await pairBook.propose(await watchDevice(rankForPairs(session, settings, context)));
      return pairBook.report();
    }),
  );
};
