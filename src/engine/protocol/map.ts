// The embeddings of some queries and passages, drawn in the plane for every checkpoint of a run.

import type { Occasion } from './inspect';

export type MapMethod = 'pca' | 'umap';

export interface MapRequest {
  readonly of: Occasion;
  readonly method: MapMethod;
}

/** A query or a passage; it is the same point at every checkpoint. */
export interface MapPoint {
  readonly kind: 'query' | 'passage';
  /** Name of the evaluation set it comes from. */
  readonly set: string;
  readonly id: string;
  /** Cut where it is long. */
  readonly text: string;
  /** Of a query its relevant passages on the map, of a passage the queries it is relevant for: indices of points. */
  readonly relevant: readonly number[];
}

/** The points under the weights of one step. */
export interface MapFrame {
  /** 0: the untouched model. */
  readonly step: number;
  /** x and y of each point, [points, 2]. */
  readonly positions: Float32Array;
  /** The passages with the largest cosine to each query, best first, among the map's of its set, [queries, 5]; -1: none. */
  readonly nearest: Int32Array;
  /** Mean cosine of the map's queries with their relevant passages, and with all others of the same set. */
  readonly relevantCosine: number;
  readonly otherCosine: number;
}

export interface EmbeddingMap {
  readonly method: MapMethod;
  /** All queries first. */
  readonly points: readonly MapPoint[];
  readonly queries: number;
  /** In the order of their steps. */
  readonly frames: readonly MapFrame[];
  /** Step whose weights are kept. */
  readonly keptStep: number;
  /** Steps whose embeddings decided where things are drawn. */
  readonly fittedOn: readonly number[];
  /** PCA: the share of the variance that each axis shows. */
  readonly explained: readonly number[];
}
