// Where a model comes from and what it is.

export type ModelSource =
  | { readonly kind: 'pocket' }
  | {
      readonly kind: 'hub';
      readonly id: string;
      readonly revision: string;
      readonly endpoint: string;
      readonly token?: string;
    }
  | { readonly kind: 'files'; readonly files: readonly File[] };

export interface ModelReport {
  readonly name: string;
  readonly family: string;
  readonly layers: number;
  readonly hidden: number;
  /** Width of the feed-forward part. */
  readonly intermediate: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly parameters: number;
  /** Size of the weights in memory, bytes. */
  readonly bytes: number;
  readonly dtype: string;
  readonly maxLength: number;
  readonly pooling: 'mean' | 'cls';
  readonly normalise: boolean;
  readonly queryPrompt: string;
  readonly passagePrompt: string;
  readonly notes: readonly string[];
}
