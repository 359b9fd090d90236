import type { Handler } from './command';

export const synthesis: Handler<'synthesis'> = async (session) => {
  await session.synthesis.load();
  return session.synthesis.report();
};
