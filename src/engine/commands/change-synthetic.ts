import type { Handler } from './command';

export const changeSynthetic: Handler<'changeSynthetic'> = () =>
  Promise.reject(new Error('changeSynthetic is being built'));
