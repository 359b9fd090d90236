import type { Handler } from './command';

export const synthesize: Handler<'synthesize'> = () => Promise.reject(new Error('synthesize is being built'));
