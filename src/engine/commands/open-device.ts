import type { Handler } from './command';

export const openDevice: Handler<'openDevice'> = (session, { backend }) => {
  session.refuseWhileBusy();
  return session.useDevice(backend);
};
