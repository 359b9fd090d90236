import { needed } from '../session/session';
import type { Handler } from './command';

export const exportRecords: Handler<'exportRecords'> = (session) =>
  needed(session.records, 'Train or evaluate first: there are no figures to save yet.')();
