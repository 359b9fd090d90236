import type { Handler } from './command';

export const useSynthesis: Handler<'useSynthesis'> = () =>
  Promise.reject(new Error('useSynthesis is being built'));
