// How deep one has to look: the metrics at every cut-off.
import type { CutoffCurves } from '../../core/metrics/cutoff-curves';
import type { Occasion } from './inspect';

export interface CutoffsRequest {
  readonly of: Occasion;
  /** Name of the evaluation set. */
  readonly set: string;
}

/** BM25, the untouched model, the trained (or evaluated) one, and BM25 joined with the last. */
export type CutoffSystem = 'bm25' | 'before' | 'after' | 'hybrid';

/** The curves of every system that was measured on the set. */
export interface CutoffsReport extends CutoffsRequest {
  readonly systems: readonly { readonly system: CutoffSystem; readonly curves: CutoffCurves }[];
}
