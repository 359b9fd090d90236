import { needed } from '../session/session';
import type { Handler } from './command';

export const checkData: Handler<'checkData'> = (session, { settings }, context) => {
  const training = needed(session.training, 'Load training data first.');
  const { evaluations, folder } = session;
  return session.doctor.report({ training, evaluations, folder }, settings, context);
};
