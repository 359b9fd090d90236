import { createPause } from '../../core/formats/pause';
import { measureCutoffs } from '../../core/metrics/cutoff-curves';
import { findMeasured } from '../look/find-measured';
import type { CutoffsReport, CutoffSystem } from '../protocol/cutoffs';
import type { Handler } from './command';

export const cutoffs: Handler<'cutoffs'> = async (session, { of, set: name }, { signal }) => {
  const { set, bm25, before, after, hybridAfter, rules } = findMeasured(session, { of, set: name });
  const pause = createPause(signal);
  const measured = { bm25, before, after, hybrid: hybridAfter };
  const names: readonly CutoffSystem[] = ['bm25', 'before', 'after', 'hybrid'];
  const systems: CutoffsReport['systems'][number][] = [];
  for (const system of names) {
    const run = measured[system]?.run;
    if (run === undefined) continue;
    systems.push({ system, curves: await measureCutoffs(run, set.qrels, rules, pause) });
  }
  return { of, set: name, systems };
};
