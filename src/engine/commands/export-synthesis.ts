import type { Handler } from './command';

export const exportSynthesis: Handler<'exportSynthesis'> = () =>
  Promise.reject(new Error('exportSynthesis is being built'));
