// What a long command says while it runs.
import type { SetRole } from '../../core/data/set-role';
import type { MemoryPlan } from '../../core/memory/plan-memory';
import type { Proposal } from '../../core/memory/propose-fit';
import type { MetricTable } from '../../core/metrics/metric-table';
import type { Interval } from '../../core/significance/interval';
import type { LlmEvent, ReplyEvent } from './llm';
import type { PairsEvent } from './pairs';
import type { SimilarityEvent } from './similarity';
import type { StudyEvent } from './study';
import type { SynthesisEvent } from './synthesis';

/** What an operation does now, how far it is, and how long it still takes. `total` 0: unknown. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly secondsLeft?: number;
}

export interface StepEvent {
  readonly kind: 'step';
  readonly step: number;
  readonly steps: number;
  /** Fractional epoch after this step. */
  readonly epoch: number;
  readonly loss: number;
  readonly lr: number;
  readonly gradNorm: number;
  /** Mean cosine of queries with their labelled passages. */
  readonly positive: number;
  /** Mean cosine of queries with the hardest negative of the batch. */
  readonly hardest: number;
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
  readonly temperature: number;
}

/** nDCG@K on the curve's queries of another set than the primary one, with its 95% bootstrap interval. */
export interface WatchedFigure extends Interval {
  /** Of the set. */
  readonly name: string;
}

/** nDCG@K on the primary set's curve at a step (0 = untouched), with its 95% bootstrap interval. */
export interface EvaluationEvent extends Interval {
  readonly kind: 'evaluation';
  readonly step: number;
  readonly best: boolean;
  /** The other sets that have a curve, always the same ones in the same order. */
  readonly others: readonly WatchedFigure[];
}

/** Level lines of one curve: the headline metric on its queries. */
export interface CurveBaseline {
  readonly queries: number;
  readonly bm25: number;
  readonly untouched: number;
}

/** Figures on the test queries of one set. */
export interface SetBaseline {
  readonly name: string;
  readonly role: SetRole;
  readonly queries: number;
  readonly bm25: MetricTable;
  readonly untouched: MetricTable;
  /** BM25 joined with the untouched model, where the settings want it. */
  readonly hybrid?: MetricTable;
}

/** What BM25 and the untouched model reach, before the first step. */
export interface BaselineEvent {
  readonly kind: 'baseline';
  readonly metric: string;
  /** The curve that chooses the weights; `name` is that of its queries, such as `dev`. */
  readonly dev: CurveBaseline & { readonly name: string };
  /** The primary set. */
  readonly test: SetBaseline;
  /** The other sets; `curve` is null for one that is not measured during training. */
  readonly others: readonly (SetBaseline & { readonly curve: CurveBaseline | null })[];
}

export interface NoteEvent {
  readonly kind: 'note';
  readonly text: string;
}

/** What a run needs of the device's memory: planned before it, measured as soon as it is warm. */
export interface MemoryEvent {
  readonly kind: 'memory';
  readonly plan: MemoryPlan;
  /** What would make the run fit; null when it does, or when nothing would. */
  readonly proposal: Proposal | null;
  /** The most bytes held in the first steps; null before, and where the device doesn't tell. */
  readonly measured: number | null;
}

export interface StateEvent {
  readonly kind: 'state';
  readonly state: 'running' | 'paused' | 'stopping';
}

export type EngineEvent =
  | ProgressEvent
  | StepEvent
  | EvaluationEvent
  | BaselineEvent
  | NoteEvent
  | MemoryEvent
  | StateEvent
  | SimilarityEvent
  | LlmEvent
  | ReplyEvent
  | SynthesisEvent
  | PairsEvent
  | StudyEvent;
