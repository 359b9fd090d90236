import { needed } from '../session/session';
import type { Handler } from './command';

export const previewMining: Handler<'previewMining'> = (session, { settings, examples }) =>
  needed(session.mined, 'Mine negatives first.').preview(settings, examples);
