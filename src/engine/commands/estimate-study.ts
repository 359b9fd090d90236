import { estimateStudy as estimate } from '../study/estimate-study';
import type { Handler } from './command';

export const estimateStudy: Handler<'estimateStudy'> = (session, { settings }, context) =>
  session.exclusively('the estimate of a study', () => estimate(session, settings, context));
