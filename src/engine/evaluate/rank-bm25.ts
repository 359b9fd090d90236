import type { EvalSet } from '../../core/data/eval-set';
import type { TieRule } from '../../core/metrics/evaluation-rules';
import type { Run } from '../../core/metrics/run';
import { buildBm25, type Bm25 } from '../../core/text/bm25';
import { nextTask } from '../next-task';

/** Indexes a set's corpus for BM25, answering a cancel between chunks. */
export async function indexBm25(
  { corpus }: Pick<EvalSet, 'corpus'>,
  ties: TieRule,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Bm25> {
  const building = buildBm25(corpus, undefined, ties);
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
    onProgress(step.value);
    await nextTask();
    signal.throwIfAborted();
  }
}

/** BM25's best `depth` passages for every query of a set. */
export async function rankBm25(
  { queries }: Pick<EvalSet, 'queries'>,
  index: Bm25,
  depth: number,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Run> {
  const run = new Map<string, ReturnType<Bm25['search']>>();
  for (const [at, { id, text }] of queries.entries()) {
    if (at % 16 === 0) {
      onProgress(at);
      await nextTask();
    }
    signal.throwIfAborted();
    run.set(id, index.search(text, depth));
  }
  return run;
}
