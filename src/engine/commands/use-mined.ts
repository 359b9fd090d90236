import { describeMined } from '../mine/describe-mined';
import { reportTraining } from '../session/data-reports';
import { needed } from '../session/session';
import type { Handler } from './command';

export const useMined: Handler<'useMined'> = (session, { settings }) => {
  session.refuseWhileBusy();
  const mined = needed(session.mined, 'Mine negatives first.');
  const { files, notes } = mined.training;
  const training = {
    rows: mined.minedRows(settings),
    files,
    notes: [...notes, describeMined(mined, settings), ...mined.facts.notes],
  };
  session.changeTraining(training);
  mined.used = training;
  return reportTraining(training);
};
