import type { EvalSet } from '../../core/data/eval-set';
import type { Run } from '../../core/metrics/run';
import type { Embeddings } from '../evaluate/embed-all';
import type { EmbeddedCorpus } from '../evaluate/rank-queries';

/** What measuring a set computed on the way. Whoever is shown it only reads, and keeps copies. */
export interface Sight {
  readonly set: EvalSet;
  /** In the order of the set's queries. */
  readonly queries: Embeddings;
  readonly corpus: EmbeddedCorpus;
  /** Best first. */
  readonly run: Run;
}
