import type { EvalSet } from '../../core/data/eval-set';
import { fuseRuns } from '../../core/fusion/reciprocal-rank-fusion';
import { measureRun, retrievalDepth, type Measured, type MeasureSettings } from './measured-model';

/** BM25's and a model's rankings of one set joined by reciprocal-rank fusion, each as deep as it was retrieved. */
export function measureHybrid(
  set: EvalSet,
  rankings: { readonly bm25: Pick<Measured, 'run'>; readonly model: Pick<Measured, 'run'> },
  settings: MeasureSettings & { readonly fusionK: number },
): Measured {
  const { bm25, model } = rankings;
  const depth = retrievalDepth(settings);
  const run = fuseRuns([bm25.run, model.run], { k: settings.fusionK, depth, ties: settings.ties });
  return measureRun(run, set, settings);
}
