import { watchDevice } from '../backend/watch-device';
import { searchCorpus } from '../look/search-corpus';
import type { Handler } from './command';

export const search: Handler<'search'> = (session, { set: name, query, settings }, context) =>
  session.exclusively('a search', async () => {
    const set = session.searchable.named(session, name, settings);
    await session.readyDevice(settings);
    return watchDevice(searchCorpus(session, { set, query, settings }, context));
  });
