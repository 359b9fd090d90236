import type { EvalQuery } from '../../core/data/eval-set';
import type { Measured } from '../evaluate/measured-model';
import { findMeasured } from '../look/find-measured';
import type { Handler } from './command';

export const questions: Handler<'questions'> = (session, { of, set: name, metric }) => {
  const { set, bm25, before, after } = findMeasured(session, { of, set: name });
  const { queries } = set;
  return {
    of,
    set: name,
    metric,
    metrics: [...after.perQuery.keys()],
    ids: queries.map(({ id }) => id),
    texts: queries.map(({ text }) => text),
    bm25: valuesOf(bm25, metric, queries),
    before: before === null ? null : valuesOf(before, metric, queries),
    after: valuesOf(after, metric, queries),
    firstBefore: before === null ? null : Uint8Array.from(before.found, Number),
    firstAfter: Uint8Array.from(after.found, Number),
  };
};

/** @throws Error for a metric that was not measured */
function valuesOf({ perQuery }: Measured, metric: string, queries: readonly EvalQuery[]): Float64Array {
  const values = perQuery.get(metric);
  if (!values)
    throw new Error(`"${metric}" was not measured; there are: ${[...perQuery.keys()].join(', ')}.`);
  return Float64Array.from(queries, ({ id }) => values.get(id) ?? 0);
}
