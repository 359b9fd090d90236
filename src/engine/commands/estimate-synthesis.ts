import type { Handler } from './command';

export const estimateSynthesis: Handler<'estimateSynthesis'> = () =>
  Promise.reject(new Error('estimateSynthesis is being built'));
