import { inputFile } from '../session/browser-file';
import { judgedByFiles, judgedByOpenSets, measureRunFiles } from '../session/run-files';
import type { Handler } from './command';

export const evaluateRunFiles: Handler<'evaluateRunFiles'> = (session, { runs, qrels, settings }, context) =>
  session.exclusively('run files', async () => {
    const sets =
      qrels.length > 0
        ? await judgedByFiles(qrels.map(inputFile), context)
        : judgedByOpenSets(session.evaluations, settings);
    if (sets.length === 0) throw new Error('Give judgements (qrels), or open evaluation data first.');
    session.runFiles = await measureRunFiles(runs.map(inputFile), sets, settings, context);
    return session.runFiles.result;
  });
