import type { BASELINE_RUNS, StudyCell } from '../../core/study/study-cell';
import { watchDevice } from '../backend/watch-device';
import { headlineMetric } from '../evaluate/measured-model';
import { measureBm25, measureModel } from '../session/measure-sets';
import { testsOf } from './prepare-study';
import { cellSets, type CellContext } from './run-cell';

/** Measures BM25 or the untouched model on the test sets: once for a study, as no seed changes them. */
export async function measureBaseline(
  { run, key }: { readonly run: (typeof BASELINE_RUNS)[number]; readonly key: string },
  { session, study, keys, signal, emit }: Omit<CellContext, 'kept'>,
): Promise<StudyCell> {
  const started = performance.now();
  const { settings } = study;
  const tests = testsOf(study.setsOf(settings.seed));
  const context = { settings, signal, emit };
  const measured =
    run === 'bm25'
      ? await measureBm25(context, tests)
      : await session.withModel(settings, null, (model) =>
          watchDevice(measureModel({ ...context, model }, tests, 'Measuring the untouched model')),
        );
  return {
    key,
    run,
    seed: null,
    metric: headlineMetric(settings.k),
    seconds: (performance.now() - started) / 1000,
    rows: 0,
    steps: 0,
    bestStep: 0,
    notes: [],
    sets: await cellSets(tests, measured, keys),
  };
}
