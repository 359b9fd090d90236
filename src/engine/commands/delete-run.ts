import type { Handler } from './command';

export const deleteRun: Handler<'deleteRun'> = async ({ runStore }, { id }) => {
  const removed = await runStore.remove(id);
  return { removed, runs: await runStore.list() };
};
