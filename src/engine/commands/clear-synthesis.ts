import type { Handler } from './command';

export const clearSynthesis: Handler<'clearSynthesis'> = async (session) => {
  await session.synthesis.clear();
  return session.synthesis.report();
};
