import { watchDevice } from '../backend/watch-device';
import { embedAll } from '../evaluate/embed-all';
import type { Handler } from './command';

export const embed: Handler<'embed'> = (session, { texts, kind, settings }, { signal }) =>
  session.exclusively('an embedding', async () => {
    await session.readyDevice(settings);
    return session.withModel(settings, session.trained, async (model) => {
      const tokens = texts.map((text) =>
        kind === 'query' ? model.queryTokens(text) : model.passageTokens({ title: '', text }),
      );
      const { width, values } = await watchDevice(embedAll(model, tokens, signal));
      return { dimension: width, values };
    });
  });
