import type { Handler } from './command';

export const judgePair: Handler<'judgePair'> = async ({ pairBook }, { id, verdict }) => {
  await pairBook.open();
  return pairBook.judge(new Map([[id, { person: verdict }]]));
};
