import { synthesisRates } from '../../core/synthesis/synthesis-rates';
import type { Handler } from './command';

export const changeSynthetic: Handler<'changeSynthetic'> = async (session, { ids, change }) => {
  const table = session.synthesis;
  await table.load();
  const rows = table.change(ids, change);
  await table.flush();
  return { rows, rates: synthesisRates(table.rows()) };
};
