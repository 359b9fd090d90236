import { readEvaluationData } from '../../core/formats/read-evaluation-data';
import { reportEvaluation } from '../session/data-reports';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openEvaluationData: Handler<'openEvaluationData'> = async (session, { source }, context) => {
  session.refuseWhileBusy();
  if (source.kind === 'heldOut') {
    session.evaluation = null;
    return null;
  }
  const files = await filesOf(source, 'evaluation', context.signal);
  session.evaluation = await readEvaluationData(files, readOptions(context, 'Reading evaluation data'));
  return reportEvaluation(session.evaluation);
};
