import { exportTrained } from '../session/export-trained';
import type { Handler } from './command';

export const exportModel: Handler<'exportModel'> = (session, { precision }) =>
  exportTrained(session.openFolder(), session.trained, precision);
