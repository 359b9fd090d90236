import { compareRunFiles as compareMeasured } from '../session/run-files';
import { needed } from '../session/session';
import type { Handler } from './command';

export const compareRunFiles: Handler<'compareRunFiles'> = (session, request, context) =>
  session.exclusively('a comparison of runs', async () => {
    const measured = needed(session.runFiles, 'Evaluate run files first.');
    const comparisons = await compareMeasured(measured, request, context);
    session.runFiles = { ...measured, comparisons };
    return comparisons;
  });
