import { chooseSets } from '../../core/data/choose-sets';
import { isHeldOut } from '../../core/data/is-held-out';
import { parseFixes } from '../../core/doctor/fixes';
import { exportRows, exportSplit } from '../export/export-data';
import { needed } from '../session/session';
import type { Handler } from './command';

export const exportData: Handler<'exportData'> = async (session, { form, settings }, context) => {
  const training = needed(session.training, 'Load training data first.');
  const { evaluations, folder } = session;
  const rows =
    parseFixes(settings.fixes).length === 0
      ? training.rows
      : (await session.doctor.treat({ training, evaluations, folder }, settings, context)).rows;
  if (form !== 'split') return exportRows(rows, form, context);
  const { train, dev, test } = chooseSets({ rows, evaluations, settings });
  const parts = [
    { name: 'dev' as const, set: dev },
    { name: 'test' as const, set: test },
  ].filter(({ set }) => isHeldOut(set, evaluations));
  if (parts.length === 0)
    throw new Error(
      'Nothing is held out: the evaluation data has its own questions for the curve and the result.',
    );
  return exportSplit(train, parts, context);
};
