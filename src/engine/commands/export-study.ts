import { needed } from '../session/session';
import { studyFiles } from '../study/study-files';
import type { Handler } from './command';

export const exportStudy: Handler<'exportStudy'> = (session, { sources }) =>
  studyFiles(needed(session.study, 'Run a study first: there is nothing to save yet.'), sources);
