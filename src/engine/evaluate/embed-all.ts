import type * as tf from '@tensorflow/tfjs';
import type { BiEncoder } from '../model/bi-encoder';
import { nextTask } from '../next-task';

/** Tokens embedded at once: enough to fill the machine, little enough to answer a cancel within a second. */
const TOKENS_AT_ONCE = 4096;

/** Embeddings on the host, row-major [count, width]. */
export interface Embeddings {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/**
 * Embeds sequences in batches of like length, the longest first (so that memory peaks at once), and returns them in
 * the order given. While one batch's embeddings are read back, the device has the next to work on.
 * @throws the signal's reason when cancelled.
 */
export async function embedAll(
  model: BiEncoder,
  sequences: readonly Int32Array[],
  signal: AbortSignal,
  onProgress: (done: number) => void = () => undefined,
): Promise<Embeddings> {
  const width = model.setup.config.hidden;
  const values = new Float32Array(sequences.length * width);
  let done = 0;
  const fetchRows = async (embedded: tf.Tensor2D, group: readonly number[]): Promise<void> => {
    const rows = await embedded.data<'float32'>();
    embedded.dispose();
    group.forEach((at, i) => {
      values.set(rows.subarray(i * width, (i + 1) * width), at * width);
    });
    done += group.length;
    onProgress(done);
  };
  let fetching = Promise.resolve();
  try {
    for (const group of groupByLength(sequences)) {
      signal.throwIfAborted();
      const embedded = model.embed(group.map((at) => sequences[at] ?? new Int32Array()));
      const before = fetching;
      fetching = fetchRows(embedded, group);
      fetching.catch(() => undefined); // it is awaited below, but may fail before
      await before;
      await nextTask();
    }
  } finally {
    await fetching;
  }
  return { count: sequences.length, width, values };
}

/** Indices in batches of at most TOKENS_AT_ONCE padded tokens, longest sequences first. */
export function groupByLength(sequences: readonly Int32Array[], tokensAtOnce = TOKENS_AT_ONCE): number[][] {
  const length = (at: number): number => sequences[at]?.length ?? 0;
  const order = sequences.map((_, at) => at).sort((a, b) => length(b) - length(a) || a - b);
  const groups: number[][] = [];
  let group: number[] = [];
  for (const at of order) {
    const longest = length(group[0] ?? at);
    if (group.length > 0 && (group.length + 1) * longest > tokensAtOnce) {
      groups.push(group);
      group = [];
    }
    group.push(at);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
