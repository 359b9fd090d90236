import type { EvalSet, Passage } from '../../core/data/eval-set';
import type { Settings } from '../../core/settings/settings';
import { measureRun, retrievalDepth, type Measured } from '../evaluate/measured-model';
import { measureHybrid } from '../evaluate/measure-hybrid';
import { indexBm25, rankBm25 } from '../evaluate/rank-bm25';
import { embedCorpus, embedQueries, orderCorpus, rankQueries } from '../evaluate/rank-queries';
import type { Sight } from '../inspect/sight';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';
import type { EngineEvent } from '../protocol/events';

/** Under what a set is measured. */
export interface MeasureContext {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** What was measured of each set. */
export type MeasuredBySet = ReadonlyMap<EvalSet, Measured>;

/** @throws Error for a set that was not measured */
export function measuredOf(measured: MeasuredBySet, set: EvalSet): Measured {
  const found = measured.get(set);
  if (found === undefined) throw new Error(`"${set.name}" was not measured`);
  return found;
}

/** BM25 on sets, with one index for all that rank the same corpus. */
export function measureBm25(context: MeasureContext, sets: readonly EvalSet[]): Promise<MeasuredBySet> {
  return byCorpus(sets, async (corpus, measure) => {
    const index = await indexFor(context, corpus);
    const { settings, signal, emit } = context;
    await measure(async (set) => {
      const total = set.queries.length;
      const run = await rankBm25(set, index, retrievalDepth(settings), signal, (done) => {
        emit({ kind: 'progress', phase: `Ranking "${set.name}" with BM25`, done, total, unit: 'queries' });
      });
      return measureRun(run, set, settings);
    });
  });
}

/**
 * The current weights on sets, embedding each corpus once; `phase` says what is done. `see` is shown what was computed of
 * each set.
 */
export function measureModel(
  context: MeasureContext & { readonly model: BiEncoder; readonly see?: (sight: Sight) => void },
  sets: readonly EvalSet[],
  phase: string,
): Promise<MeasuredBySet> {
  const { model, settings, signal } = context;
  return byCorpus(sets, async (corpus, measure) => {
    const embedded = await embedFor(context, corpus, phase);
    await measure(async (set) => {
      const queries = await embedQueries(model, set, signal);
      const run = await rankQueries(set, queries, embedded, retrievalDepth(settings), signal);
      const measured = measureRun(run, set, settings);
      context.see?.({ set, queries, corpus: embedded, run: measured.run });
      return measured;
    });
  });
}

/** BM25 joined with a model, where the settings want it; else nothing. */
export async function measureHybrids(
  { settings, signal }: MeasureContext,
  sets: readonly EvalSet[],
  { bm25, model }: { readonly bm25: MeasuredBySet; readonly model: MeasuredBySet },
): Promise<MeasuredBySet> {
  const measured = new Map<EvalSet, Measured>();
  for (const set of settings.hybrid ? sets : []) {
    await nextTask();
    signal.throwIfAborted();
    const rankings = { bm25: measuredOf(bm25, set), model: measuredOf(model, set) };
    measured.set(set, measureHybrid(set, rankings, settings));
  }
  return measured;
}

/** Goes through the sets corpus by corpus, so that what is made of one can be let go before the next. */
async function byCorpus(
  sets: readonly EvalSet[],
  visit: (
    corpus: readonly Passage[],
    measure: (one: (set: EvalSet) => Promise<Measured>) => Promise<void>,
  ) => Promise<void>,
): Promise<MeasuredBySet> {
  const measured = new Map<EvalSet, Measured>();
  for (const corpus of new Set(sets.map((set) => set.corpus))) {
    const ranking = new Set(sets.filter((set) => set.corpus === corpus));
    await visit(corpus, async (one) => {
      for (const set of ranking) measured.set(set, await one(set));
    });
  }
  return measured;
}

function indexFor({ settings, signal, emit }: MeasureContext, corpus: readonly Passage[]) {
  const total = corpus.length;
  return indexBm25({ corpus }, settings, signal, (done) => {
    emit({ kind: 'progress', phase: 'Indexing for BM25', done, total, unit: 'passages' });
  });
}

function embedFor(
  { model, settings, signal, emit }: MeasureContext & { readonly model: BiEncoder },
  corpus: readonly Passage[],
  phase: string,
) {
  const ordered = orderCorpus(corpus, settings.ties);
  const total = ordered.passages.length;
  const started = performance.now();
  return embedCorpus(model, ordered, signal, (done) => {
    const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
    emit({ kind: 'progress', phase, done, total, unit: 'passages', secondsLeft });
  });
}
