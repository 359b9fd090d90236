import { needed } from '../session/session';
import type { Handler } from './command';

/** Puts what one of the two stages left in the place of the other: weights, rankings, records. */
export const rollBack: Handler<'rollBack'> = (session, { to }) => {
  session.refuseWhileBusy();
  const { trained, measured, records } = needed(session.alignment, 'There is no alignment to go back from.')[
    to
  ];
  session.forgetIndexes();
  session.trained = trained;
  session.measured = measured;
  session.measuredByRun = measured;
  session.records = records;
  return Promise.resolve(trained?.result ?? null);
};
