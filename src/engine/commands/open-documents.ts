import type { Handler } from './command';

export const openDocuments: Handler<'openDocuments'> = () =>
  Promise.reject(new Error('openDocuments is being built'));
