/** What the two models of a run are called, at the head of a column or a line. */
export interface SystemNames {
  readonly before: string;
  readonly after: string;
  /** The first of them within a sentence. */
  readonly start: string;
}

const OF_TRAINING: SystemNames = { before: 'Untouched', after: 'Trained', start: 'the untouched model' };
const ALIGNED_AT_ONCE: SystemNames = { ...OF_TRAINING, after: 'Aligned' };
const ALIGNED: SystemNames = { before: 'Distilled', after: 'Aligned', start: 'the distilled model' };

/** @param alignment of a run on preferences: whether it began with weights that were trained here */
export function systemNames(alignment?: { readonly distilled: boolean }): SystemNames {
  if (alignment === undefined) return OF_TRAINING;
  return alignment.distilled ? ALIGNED : ALIGNED_AT_ONCE;
}
