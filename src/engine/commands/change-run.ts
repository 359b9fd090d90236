import type { Handler } from './command';

export const changeRun: Handler<'changeRun'> = async ({ runStore }, { id, change }) => {
  await runStore.change(id, change);
  return runStore.list();
};
