import { inputFile } from '../session/browser-file';
import { judgedByFiles, judgedByOpenSets, measureRunFiles } from '../session/run-files';
import type { Handler } from './command';

/** Touches neither model nor device, so it may overlap with what does, and with one of its own that was given up. */
export const evaluateRunFiles: Handler<'evaluateRunFiles'> = async (
  session,
  { runs, qrels, settings },
  context,
) => {
  const sets =
    qrels.length > 0
      ? await judgedByFiles(qrels.map(inputFile), context)
      : judgedByOpenSets(session.evaluations, settings);
  if (sets.length === 0) throw new Error('Give judgements (qrels), or open evaluation data first.');
  const measured = await measureRunFiles(runs.map(inputFile), sets, settings, context);
  context.signal.throwIfAborted();
  session.runFiles = measured;
  return measured.result;
};
