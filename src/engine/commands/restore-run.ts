import type { Handler } from './command';

export const restoreRun: Handler<'restoreRun'> = async ({ runStore }, { run }) => {
  await runStore.restore(run);
  return runStore.list();
};
