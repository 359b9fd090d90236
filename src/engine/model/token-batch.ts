import * as tf from '@tensorflow/tfjs';

/**
 * Sequences of token ids, packed: sequence b is rows offsets[b] .. offsets[b + 1], and nothing is padded, so that
 * linear layers, LayerNorm and GELU compute on real tokens only.
 */
export interface TokenBatch {
  readonly sequences: number;
  /** Real tokens. */
  readonly tokens: number;
  readonly longest: number;
  /** Host copy of the offsets, [sequences + 1]. */
  readonly starts: Int32Array;
  /** Host copies of ids and positions, [N]. */
  readonly hostIds: Int32Array;
  readonly hostPositions: Int32Array;
  /** [N] token ids and their positions within the sequence, [sequences + 1] offsets. */
  readonly ids: tf.Tensor1D;
  readonly positions: tf.Tensor1D;
  readonly offsets: tf.Tensor1D;
}

/**
 * Packs sequences. Positions count from 0; the encoder moves them for families that begin elsewhere.
 * `roundTo`: rows are added, belonging to no sequence, until N is a multiple of it, and above eight times that, of an
 * eighth of the power of two below N. WebGPU keeps a buffer for every size it ever saw, so there few sizes matter more
 * than a few wasted rows.
 */
export function packSequences(sequences: readonly Int32Array[], roundTo = 1): TokenBatch {
  const tokens = sequences.reduce((sum, sequence) => sum + sequence.length, 0);
  const rows = roundedRows(tokens, roundTo);
  const ids = new Int32Array(rows);
  const positions = new Int32Array(rows);
  const starts = new Int32Array(sequences.length + 1);
  let at = 0;
  let longest = 0;
  for (const [index, sequence] of sequences.entries()) {
    ids.set(sequence, at);
    for (let i = 0; i < sequence.length; i++) positions[at + i] = i;
    at += sequence.length;
    longest = Math.max(longest, sequence.length);
    starts[index + 1] = at;
  }
  return {
    sequences: sequences.length,
    tokens,
    longest,
    starts,
    hostIds: ids,
    hostPositions: positions,
    ids: tf.tensor1d(ids, 'int32'),
    positions: tf.tensor1d(positions, 'int32'),
    offsets: tf.tensor1d(starts, 'int32'),
  };
}

function roundedRows(tokens: number, roundTo: number): number {
  if (roundTo === 1) return tokens;
  const unit = Math.max(roundTo, 2 ** Math.floor(Math.log2(Math.max(1, tokens))) / 8);
  return Math.ceil(tokens / unit) * unit;
}

export function disposeBatch(batch: TokenBatch): void {
  tf.dispose([batch.ids, batch.positions, batch.offsets]);
}
