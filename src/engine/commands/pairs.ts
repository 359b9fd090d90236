import type { Handler } from './command';

export const pairs: Handler<'pairs'> = async ({ pairBook }) => {
  await pairBook.open();
  return pairBook.report();
};
