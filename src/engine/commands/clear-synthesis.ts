import type { Handler } from './command';

export const clearSynthesis: Handler<'clearSynthesis'> = () =>
  Promise.reject(new Error('clearSynthesis is being built'));
