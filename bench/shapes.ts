/** Encoders that the benchmark builds with random weights; sizes count elements. */
export interface Shape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly vocabulary: number;
  readonly positions: number;
}

/** The texts of one training step: as many passages as queries. */
export interface Batch {
  readonly rows: number;
  readonly queryTokens: number;
  readonly passageTokens: number;
}

export const POCKET: Shape = {
  layers: 3,
  hidden: 192,
  heads: 6,
  intermediate: 768,
  vocabulary: 12288,
  positions: 256,
};

export const MINILM: Shape = {
  layers: 6,
  hidden: 384,
  heads: 12,
  intermediate: 1536,
  vocabulary: 30522,
  positions: 512,
};

export const BERT_BASE: Shape = {
  layers: 12,
  hidden: 768,
  heads: 12,
  intermediate: 3072,
  vocabulary: 30522,
  positions: 512,
};

/** Small enough for a software WebGPU adapter. */
export const MICRO: Shape = {
  layers: 2,
  hidden: 64,
  heads: 2,
  intermediate: 256,
  vocabulary: 1000,
  positions: 128,
};

export const WHOLE_BATCH: Batch = { rows: 32, queryTokens: 16, passageTokens: 128 };
/** As much as fits in 4 GiB when stock tfjs trains MiniLM. */
export const PART_BATCH: Batch = { rows: 8, queryTokens: 16, passageTokens: 128 };
/** For what must be repeated often. */
export const SMALL_BATCH: Batch = { rows: 4, queryTokens: 16, passageTokens: 128 };
/** For `--quick`, and for a software WebGPU adapter. */
export const MICRO_BATCH: Batch = { rows: 4, queryTokens: 16, passageTokens: 48 };

export function tokensOf({ rows, queryTokens, passageTokens }: Batch): number {
  return rows * (queryTokens + passageTokens);
}

/** Floating-point operations of the matrix products of one embedding pass over texts of `tokens` tokens each. */
function forwardFlops({ layers, hidden, intermediate }: Shape, texts: number, tokens: number): number {
  const linear = 2 * tokens * (4 * hidden * hidden + 2 * hidden * intermediate);
  const attention = 4 * tokens * tokens * hidden;
  return texts * layers * (linear + attention);
}

/**
 * Floating-point operations that the matrix products of a training step cannot do without: the forward pass and twice
 * as much for the gradient. What is computed twice to save memory does not count.
 */
export function stepFlops(shape: Shape, { rows, queryTokens, passageTokens }: Batch): number {
  return 3 * (forwardFlops(shape, rows, queryTokens) + forwardFlops(shape, rows, passageTokens));
}
