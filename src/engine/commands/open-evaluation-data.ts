import type { OpenEvaluation } from '../../core/data/evaluation-data';
import { readEvaluationData } from '../../core/formats/read-evaluation-data';
import { reportEvaluation } from '../session/data-reports';
import type { Handler } from './command';
import { filesOf, readOptions } from './source-files';

export const openEvaluationData: Handler<'openEvaluationData'> = async (
  session,
  { source, role = 'in', name: given },
  context,
) => {
  session.refuseWhileBusy();
  session.forgetIndexes();
  if (source.kind === 'heldOut') {
    session.evaluations = [];
    return [];
  }
  const part = role === 'in' ? 'evaluation' : 'otherEvaluation';
  const { files } = await filesOf(source, part, context);
  const data = await readEvaluationData(files, readOptions(context, 'Reading evaluation data'));
  const name = given ?? data.name;
  session.evaluations = withSet(session.evaluations, { ...data, name, role });
  return session.evaluations.map(reportEvaluation);
};

/** One more set, or the one of the same name replaced, which the set says. */
function withSet(open: readonly OpenEvaluation[], added: OpenEvaluation): readonly OpenEvaluation[] {
  if (!open.some(({ name }) => name === added.name)) return [...open, added];
  const note = `It took the place of another set named "${added.name}".`;
  const replacing = { ...added, notes: [...added.notes, note] };
  return open.map((evaluation) => (evaluation.name === added.name ? replacing : evaluation));
}
