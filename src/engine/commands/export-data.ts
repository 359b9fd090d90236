import { parseFixes } from '../../core/doctor/fixes';
import { exportRows } from '../export/export-data';
import { needed } from '../session/session';
import type { Handler } from './command';

export const exportData: Handler<'exportData'> = async (session, { form, settings }, context) => {
  const training = needed(session.training, 'Load training data first.');
  const { evaluations, folder } = session;
  const rows =
    parseFixes(settings.fixes).length === 0
      ? training.rows
      : (await session.doctor.treat({ training, evaluations, folder }, settings, context)).rows;
  return exportRows(rows, form, context);
};
