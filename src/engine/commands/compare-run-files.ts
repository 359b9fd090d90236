import { compareRunFiles as compareMeasured } from '../session/run-files';
import { needed } from '../session/session';
import type { Handler } from './command';

export const compareRunFiles: Handler<'compareRunFiles'> = async (session, request, context) => {
  const measured = needed(session.runFiles, 'Evaluate run files first.');
  const comparisons = await compareMeasured(measured, request, context);
  context.signal.throwIfAborted();
  // Others may have been measured meanwhile.
  if (session.runFiles?.result === measured.result) session.runFiles = { ...measured, comparisons };
  return comparisons;
};
