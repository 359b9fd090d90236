import type { Handler } from './command';

export const openQueries: Handler<'openQueries'> = () =>
  Promise.reject(new Error('openQueries is being built'));
