/** The sizes of an encoder on which its memory depends. */
export interface EncoderSize {
  readonly layers: number;
  readonly hidden: number;
  readonly intermediate: number;
  readonly heads: number;
  /** All parameters, embeddings included. */
  readonly parameters: number;
}

/** Parameters of one transformer layer: four projections, the two of the feed-forward part, two LayerNorms. */
export function layerParameters({ hidden, intermediate }: EncoderSize): number {
  return 4 * hidden * (hidden + 1) + 2 * hidden * intermediate + intermediate + hidden + 4 * hidden;
}

/** Parameters outside the layers. */
export function embeddingParameters(size: EncoderSize): number {
  return Math.max(0, size.parameters - size.layers * layerParameters(size));
}
