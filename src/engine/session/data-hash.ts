import type { RowList } from '../../core/data/row-list';
import { nextTask } from '../next-task';

/** Characters hashed at a time. */
const BLOCK = 1 << 22;

/**
 * A fingerprint of the rows a run trained on: SHA-256 over the SHA-256 digests of blocks of their JSON. Empty where
 * the browser has no Web Crypto (a page served over plain http from another machine). Throws the signal's reason when
 * aborted.
 * @param onRows Hears how many rows are done, after every block
 */
export async function hashRows(
  rows: RowList,
  signal: AbortSignal,
  onRows: (done: number) => void = () => undefined,
): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }; // typed as always there; insecure contexts lack it
  if (subtle === undefined) return '';
  const encoder = new TextEncoder();
  const digests: Uint8Array[] = [];
  let block = '';
  let done = 0;
  const close = async (): Promise<void> => {
    digests.push(new Uint8Array(await subtle.digest('SHA-256', encoder.encode(block))));
    block = '';
  };
  for (const { query, positives, negatives, synthetic, cot } of rows) {
    block += JSON.stringify([query, positives, negatives, synthetic ?? null, cot ?? null]);
    done++;
    if (block.length <= BLOCK) continue;
    await close();
    onRows(done);
    await nextTask();
    signal.throwIfAborted();
  }
  await close();
  const all = new Uint8Array(digests.length * 32);
  digests.forEach((digest, i) => {
    all.set(digest, i * 32);
  });
  const total = new Uint8Array(await subtle.digest('SHA-256', all));
  return Array.from(total, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
