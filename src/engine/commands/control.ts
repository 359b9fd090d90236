import type { Handler } from './command';

export const control: Handler<'control'> = (session, { action }) => {
  session.control?.act(action);
  return session.control !== null;
};
