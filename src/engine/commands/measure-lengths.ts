import { encoderSetup } from '../session/encoder-setup';
import { measureLengths as measure } from '../session/measure-lengths';
import { needed } from '../session/session';
import type { Handler } from './command';

export const measureLengths: Handler<'measureLengths'> = (session, { settings }, { signal, emit }) => {
  const { rows } = needed(session.training, 'Load training data first.');
  return measure(rows, encoderSetup(session.openFolder(), settings), signal, emit);
};
