import type { OutputFile } from '../protocol/results';
import type { MeasuredSet } from './measured-set';
import type { TrainedModel } from './trained-model';

/** What a stage left: its weights (null: those that were opened), what it ranked, and the files of its records. */
export interface StageOutcome {
  readonly trained: TrainedModel | null;
  readonly measured: readonly MeasuredSet[];
  readonly records: (() => readonly OutputFile[]) | null;
}

/** The model before an alignment and after it, so that either can be used. */
export interface AlignedStages {
  readonly distilled: StageOutcome;
  readonly aligned: StageOutcome & { readonly trained: TrainedModel };
}
