import { reportEvaluation } from '../session/data-reports';
import type { Handler } from './command';

export const changeEvaluationData: Handler<'changeEvaluationData'> = (session, { name, change }) => {
  session.refuseWhileBusy();
  session.forgetIndexes();
  if (!session.evaluations.some((evaluation) => evaluation.name === name))
    throw new Error(`There is no evaluation set "${name}" open.`);
  session.evaluations = session.evaluations.flatMap((evaluation) => {
    if (evaluation.name !== name) return [evaluation];
    return change === 'remove' ? [] : [{ ...evaluation, role: change }];
  });
  return session.evaluations.map(reportEvaluation);
};
