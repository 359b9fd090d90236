// What a run and an evaluation give.
import type { MetricTable } from '../../core/metrics/metric-table';
import type { Delta } from '../../core/significance/delta';
import type { BackendName } from './device';

export interface QueryResult {
  readonly id: string;
  readonly text: string;
  readonly bm25: number;
  readonly before: number;
  readonly after: number;
}

/** The result object of design.md's command line, plus what the page shows. */
export interface RunResult {
  readonly model: string;
  readonly loss: string;
  readonly steps: number;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly seed: number;
  /** Headline metric, such as `nDCG@10`. */
  readonly metric: string;
  readonly testSet: { readonly name: string; readonly queries: number; readonly passages: number };
  readonly baseline: { readonly bm25: MetricTable; readonly untouched: MetricTable };
  readonly metrics: MetricTable;
  /** Headline metric, trained minus untouched. */
  readonly delta: Delta;
  /** Queries whose best-ranked passage is relevant: BM25, untouched, trained. */
  readonly foundFirst: { readonly bm25: number; readonly before: number; readonly after: number };
  /** Step whose weights were kept. */
  readonly bestStep: number;
  readonly stopped: 'finished' | 'early' | 'by user';
  readonly tokensPerSecond: number;
  /** Bytes on the device: planned, held at most (null where it doesn't tell), there; and the mini-batch at the end. */
  readonly memory: {
    readonly planned: number;
    readonly peak: number | null;
    readonly limit: number;
    readonly miniBatch: number;
  };
  readonly queries: readonly QueryResult[];
  readonly notes: readonly string[];
}

/** Figures of an untrained or re-opened model on the test queries. */
export interface EvaluateResult {
  readonly model: string;
  readonly metric: string;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly testSet: { readonly name: string; readonly queries: number; readonly passages: number };
  readonly baseline: { readonly bm25: MetricTable };
  readonly metrics: MetricTable;
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly bm25: number;
    readonly value: number;
  }[];
  readonly notes: readonly string[];
}

export interface OutputFile {
  readonly name: string;
  readonly blob: Blob;
}
