import { watchDevice } from '../backend/watch-device';
import { compareGroups as compare } from '../distribution/compare-groups';
import type { Handler } from './command';

export const compareGroups: Handler<'compareGroups'> = (session, request, context) =>
  session.exclusively('a comparison of texts', () => watchDevice(compare(session, request, context)));
