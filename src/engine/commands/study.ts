import { runStudy } from '../study/run-study';
import type { Handler } from './command';

export const study: Handler<'study'> = (session, request, context) =>
  session.exclusively('a study', () => runStudy(session, request, context));
