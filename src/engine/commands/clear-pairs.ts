import type { Handler } from './command';

export const clearPairs: Handler<'clearPairs'> = async ({ pairBook }) => {
  await pairBook.exclusively(() => pairBook.clear());
  return pairBook.report();
};
