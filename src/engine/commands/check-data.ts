import { needed } from '../session/session';
import type { Handler } from './command';

export const checkData: Handler<'checkData'> = async (session, { settings }, context) => {
  const training = needed(session.training, 'Load training data first.');
  const { evaluations, folder } = session;
  return (await session.doctor.check({ training, evaluations, folder }, settings, context)).report;
};
