import type { Handler } from './command';

export const listRuns: Handler<'listRuns'> = ({ runStore }) => runStore.list();
