import type { EvalSet } from '../../core/data/eval-set';
import type { Run } from '../../core/metrics/run';
import type { Settings } from '../../core/settings/settings';
import { buildBm25, type Bm25 } from '../../core/text/bm25';
import { nextTask } from '../next-task';

/** What of the settings an index depends on. */
export type Bm25Settings = Pick<Settings, 'bm25Analysis' | 'bm25K1' | 'bm25B' | 'ties'>;

/** Indexes a set's corpus for BM25, answering a cancel between chunks. */
export async function indexBm25(
  { corpus }: Pick<EvalSet, 'corpus'>,
  { bm25Analysis: analysis, bm25K1: k1, bm25B: b, ties }: Bm25Settings,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Bm25> {
  const building = buildBm25(corpus, { analysis, k1, b }, ties);
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
