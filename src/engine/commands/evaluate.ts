import type { EvalSet } from '../../core/data/eval-set';
import { describeRules } from '../../core/metrics/describe-rules';
import type { Settings } from '../../core/settings/settings';
import { watchDevice } from '../backend/watch-device';
import { headlineMetric, type Measured } from '../evaluate/measured-model';
import type { BackendName } from '../protocol/device';
import type { EvaluateResult } from '../protocol/results';
import { evaluationRecords } from '../session/records';
import { measureBm25Set, measureSet } from '../session/run-training';
import type { Session } from '../session/session';
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
  const { set: test, notes } = unseenQueries(
    session.testSet(settings),
    session.trained?.data.seenQueries ?? new Set(),
  );
  const bm25 = await measureBm25Set({ settings, ...context }, test);
  return session.withModel(settings, session.trained, async (model) => {
    const work = measureSet({ model, settings, ...context }, test, 'Measuring the model');
    const measured = await watchDevice(work);
    const seconds = (performance.now() - started) / 1000;
    const result = evaluateResult({
      name: folder.name,
      backend,
      settings,
      test,
      bm25,
      measured,
      seconds,
      notes: [...notes, ...describeRules(test, settings)],
    });
    session.measured = [{ set: test, bm25, before: null, after: measured }];
    // The records of a finished run hold these figures and more.
    if (!session.trained?.result)
      session.records = evaluationRecords(result, { settings, test, bm25, measured });
    return result;
  });
}

function evaluateResult(given: {
  readonly name: string;
  readonly backend: BackendName;
  readonly settings: Settings;
  readonly test: EvalSet;
  readonly bm25: Measured;
  readonly measured: Measured;
  readonly seconds: number;
  readonly notes: readonly string[];
}): EvaluateResult {
  const { name, backend, settings, test, bm25, measured, seconds, notes } = given;
  return {
    model: name,
    metric: headlineMetric(settings.k),
    seconds,
    backend,
    testSet: { name: test.name, queries: test.queries.length, passages: test.corpus.length },
    baseline: { bm25: bm25.mean },
    metrics: measured.mean,
    queries: test.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      value: measured.headline[at] ?? 0,
    })),
    notes,
  };
}
