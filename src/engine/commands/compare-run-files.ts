import { compareRunFiles as compareMeasured } from '../session/run-files';
import { needed } from '../session/session';
import type { Handler } from './command';

export const compareRunFiles: Handler<'compareRunFiles'> = async (session, request, context) => {
  const measured = needed(session.runFiles, 'Evaluate run files first.');
  const comparisons = await compareMeasured(measured, request, context);
  context.signal.throwIfAborted();
  session.runFiles = { ...measured, comparisons };
  return comparisons;
};
