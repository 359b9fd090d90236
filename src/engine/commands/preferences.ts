import { reportPreferences } from '../align/report-preferences';
import type { Handler } from './command';

export const preferences: Handler<'preferences'> = (session, { settings }) =>
  Promise.resolve(session.preferences === null ? null : reportPreferences(session, settings));
