import type { Handler } from './command';

export const clearStudy: Handler<'clearStudy'> = async (session) => {
  session.refuseWhileBusy();
  await session.studyStore.clear();
  session.study = null;
  return {};
};
