import { needed } from '../session/session';
import type { Handler } from './command';

export const studyTable: Handler<'studyTable'> = (session, { reference }) =>
  needed(session.study, 'Run a study first: there is no table yet.').compareWith(reference);
