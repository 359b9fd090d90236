import type { Handler } from './command';

export const testLlm: Handler<'testLlm'> = () => Promise.reject(new Error('testLlm is being built'));
