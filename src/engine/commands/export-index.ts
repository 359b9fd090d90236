import { watchDevice } from '../backend/watch-device';
import { indexZip } from '../look/index-zip';
import { VERSIONS } from '../session/records';
import type { Handler } from './command';

export const exportIndex: Handler<'exportIndex'> = (session, { set: name, settings }, context) =>
  session.exclusively('the embedding of a corpus', async () => {
    const set = session.searchable.named(session, name, settings);
    const { name: model } = session.openFolder();
    const { trained } = session;
    await session.readyDevice(settings);
    return session.withModel(settings, trained, async (encoder) => {
      const given = {
        model: encoder,
        weights: trained?.weights ?? null,
        ties: settings.ties,
        phase: 'Embedding the corpus',
      };
      const embedded = await watchDevice(session.indexes.embedded(set.corpus, given, context));
      const trainedStep = trained?.step ?? null;
      const facts = { model, trainedStep, set, setup: encoder.setup, versions: VERSIONS };
      return { name: 'corpus-index.zip', blob: indexZip(embedded, facts) };
    });
  });
