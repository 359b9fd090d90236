import { describeMined } from '../mine/describe-mined';
import { reportTraining } from '../session/data-reports';
import { needed } from '../session/session';
import type { Handler } from './command';

export const useMined: Handler<'useMined'> = (session, { settings }) => {
  session.refuseWhileBusy();
  const mined = needed(
    session.mined,
    'No negatives are mined. Open the training data (again, after a restart of the engine) and mine them.',
  );
  const said = [describeMined(mined, settings), ...mined.facts.notes];
  const notes = [...mined.training.notes, ...said];
  const training = { ...mined.training, rows: mined.minedRows(settings), notes };
  session.changeTraining(training);
  mined.used = { training, notes: said };
  return reportTraining(training);
};
