import type { Passage } from '../../core/data/eval-set';
import { watchDevice } from '../backend/watch-device';
import { createCorpusTexts } from '../mine/corpus-texts';
import { MinedSet } from '../mine/mined-set';
import { miningCorpus, type MiningCorpus } from '../mine/mining-corpus';
import { rankCandidates } from '../mine/rank-candidates';
import { needed, type Session } from '../session/session';
import type { CallContext, Handler } from './command';

export const mine: Handler<'mine'> = (session, { settings }, context) =>
  session.exclusively('mining', async () => {
    const opened = needed(session.training, 'Load training data first.');
    const { name: model } = session.openFolder();
    const corpus = miningCorpus(session, settings);
    const started = performance.now();
    // Rows in use that were mined before are mined for as they were without.
    const before = session.mined?.used?.training === opened ? session.mined : null;
    const training = before?.training ?? opened;
    const { evaluations, folder, trained } = session;
    const { rows } = await session.doctor.treat({ training, evaluations, folder }, settings, context);
    await session.readyDevice(settings);
    const passages = samePassages(session, corpus, rows) ?? corpus.passagesFor(rows);
    const ranked = await session.withModel(settings, trained, (encoder) =>
      watchDevice(rankCorpus(session, { encoder, rows, corpus, passages, settings }, context)),
    );
    const { candidates } = ranked;
    const facts = {
      corpus: corpus.name,
      passages: passages.length,
      queries: candidates.queries,
      rows: rows.length,
      depth: Math.min(settings.mineMax, passages.length),
      model,
      step: trained?.step ?? null,
      seconds: (performance.now() - started) / 1000,
      notes: corpus.notes,
    };
    const mined = new MinedSet({ training, rows, ...ranked, facts });
    mined.used = before?.used ?? null;
    session.mined = mined;
    return { ...facts, preview: mined.preview(settings, { which: 'all', from: 0 }) };
  });

interface RankingRequest {
  readonly encoder: Parameters<Parameters<Session['withModel']>[2]>[0];
  readonly rows: MinedSet['rows'];
  readonly corpus: MiningCorpus;
  readonly passages: readonly Passage[];
  readonly settings: Parameters<Handler<'mine'>>[1]['settings'];
}

async function rankCorpus(
  session: Session,
  { encoder: model, rows, corpus, passages, settings }: RankingRequest,
  context: CallContext,
) {
  const weights = session.trained?.weights ?? null;
  const given = { model, weights, ties: settings.ties, phase: 'Embedding the passages' };
  const embedded = await session.indexes.embedded(passages, given, context);
  const texts = createCorpusTexts(embedded.passages, corpus.kind !== 'training');
  const started = performance.now();
  const ranked = await rankCandidates({
    model,
    rows,
    corpus: texts,
    embeddings: embedded.embeddings,
    settings,
    signal: context.signal,
    onProgress: (phase, done, total, unit) => {
      const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
      context.emit({ kind: 'progress', phase, done, total, unit, secondsLeft });
    },
  });
  return { ...ranked, corpus: texts, passages };
}

/** The passages of the training data as they were pooled before: their embeddings may still be kept. */
function samePassages(
  { mined }: Session,
  { kind }: MiningCorpus,
  rows: MinedSet['rows'],
): readonly Passage[] | undefined {
  return kind === 'training' && mined?.rows === rows && mined.facts.corpus === 'training'
    ? mined.passages
    : undefined;
}
