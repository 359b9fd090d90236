import { readTrainingData } from '../../core/formats/read-training-data';
import { reportTraining } from '../session/data-reports';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openTrainingData: Handler<'openTrainingData'> = async (session, { source }, context) => {
  session.refuseWhileBusy();
  const files = await filesOf(source, 'training', context.signal);
  session.forgetIndexes();
  session.training = await readTrainingData(files, readOptions(context, 'Reading training data'));
  return reportTraining(session.training, session.evaluations);
};
