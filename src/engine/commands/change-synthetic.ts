import { synthesisRates } from '../../core/synthesis/synthesis-rates';
import { heldOutQueries } from '../synthesize/open-sources';
import type { Handler } from './command';

export const changeSynthetic: Handler<'changeSynthetic'> = async (session, { ids, change }) => {
  const table = session.synthesis;
  const rows = await table.change(ids, change, heldOutQueries(session));
  return { rows, rates: synthesisRates(table.rows()) };
};
