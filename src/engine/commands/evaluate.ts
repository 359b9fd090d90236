import { chooseTestSplits } from '../../core/data/choose-test-splits';
import { createNumbering } from '../../core/data/numbering';
import type { RowList } from '../../core/data/row-list';
import { describeRules } from '../../core/metrics/describe-rules';
import type { Settings } from '../../core/settings/settings';
import { watchDevice } from '../backend/watch-device';
import { headlineMetric } from '../evaluate/measured-model';
import { Observer } from '../inspect/observer';
import type { EvaluateResult } from '../protocol/results';
import { measureBm25, measuredOf, measureHybrids, measureModel } from '../session/measure-sets';
import { evaluationRecords } from '../session/records';
import type { Session } from '../session/session';
import { assessSet } from '../session/set-results';
import { unseenQueries } from '../session/unseen-queries';
import type { CallContext, Handler } from './command';

export const evaluate: Handler<'evaluate'> = (session, { settings }, context) =>
  session.exclusively('an evaluation', () => evaluateInSession(session, settings, context));

async function evaluateInSession(
  session: Session,
  settings: Settings,
  context: CallContext,
): Promise<EvaluateResult> {
  const folder = session.openFolder();
  const { backend } = await session.readyDevice(settings);
  const started = performance.now();
  const { sets, notes } = unseenSets(session, await usedRows(session, settings, context), settings);
  const bm25 = await measureBm25({ settings, ...context }, sets);
  return session.withModel(settings, session.trained, async (model) => {
    const observer = new Observer(settings, new Map(sets.map((set) => [set, set.of])));
    const seeing = { model, settings, see: observer.see, ...context };
    const after = await watchDevice(measureModel(seeing, sets, 'Measuring the model'));
    observer.close(session.trained?.step ?? 0, true).forEach(context.emit);
    session.observers.evaluation = observer;
    const hybrid = await measureHybrids({ settings, ...context }, sets, { bm25, model: after });
    const measured = sets.map((set) => ({
      set,
      bm25: measuredOf(bm25, set),
      before: null,
      after: measuredOf(after, set),
      hybridBefore: null,
      hybridAfter: hybrid.get(set) ?? null,
      rules: settings,
    }));
    const [primary, ...others] = measured.map(assessSet);
    if (primary === undefined) throw new Error('no set was measured');
    const result = {
      model: folder.name,
      metric: headlineMetric(settings.k),
      seconds: (performance.now() - started) / 1000,
      backend,
      ...primary,
      others,
      notes,
    };
    session.measured = measured;
    // The records of a finished run hold these figures and more.
    if (!session.trained?.result) session.records = evaluationRecords(result, { settings, measured });
    return result;
  });
}

/** The rows that a training with these settings would hold queries out of. */
async function usedRows(session: Session, settings: Settings, context: CallContext): Promise<RowList> {
  const { training, evaluations, folder } = session;
  if (training === null || settings.fixes === '') return training?.rows ?? [];
  return (await session.doctor.treat({ training, evaluations, folder }, settings, context)).rows;
}

/** The sets to measure on, without what the trained weights have seen of them, and what is to be said about it. */
function unseenSets({ evaluations, trained }: Session, rows: RowList, settings: Settings) {
  const chosen = chooseTestSplits(rows, evaluations, settings);
  if (chosen.length === 0) throw new Error('Load evaluation data, or training data to hold a share out of.');
  const unseen = chosen.map((set) => unseenQueries(set, trained?.data.seenQueries ?? createNumbering()));
  const sets = unseen.map(({ set }) => set);
  const rules = sets.flatMap((set) => describeRules(set, settings));
  return { sets, notes: [...new Set([...unseen.flatMap(({ notes }) => notes), ...rules])] };
}
