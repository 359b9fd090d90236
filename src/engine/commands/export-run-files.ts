import { runFilesRecords } from '../session/run-files-records';
import { needed } from '../session/session';
import type { Handler } from './command';

export const exportRunFiles: Handler<'exportRunFiles'> = (session) =>
  runFilesRecords(needed(session.runFiles, 'Evaluate run files first.'));
