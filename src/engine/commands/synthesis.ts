import type { Handler } from './command';

export const synthesis: Handler<'synthesis'> = () => Promise.reject(new Error('synthesis is being built'));
