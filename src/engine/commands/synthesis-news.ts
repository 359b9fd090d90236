import type { Handler } from './command';

export const synthesisNews: Handler<'synthesisNews'> = async (session) => {
  await session.synthesis.load();
  return session.synthesis.news();
};
