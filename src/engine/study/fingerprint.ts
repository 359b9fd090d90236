import type { ModelFolder } from '../model/folder/model-folder';
import { nextTask } from '../next-task';

/** SHA-256 of a text or of bytes as hex digits; empty where the browser has no Web Crypto (see `hashRows`). */
export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }; // typed as always there; insecure contexts lack it
  if (subtle === undefined) return '';
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A fingerprint of a model as it was opened: its weights and the files beside them (the tokenizer's among them). */
export async function hashModel({ config, weights, files }: ModelFolder): Promise<string> {
  const parts = [JSON.stringify(config)];
  for (const [name, { values }] of weights) {
    parts.push(`${name} ${await sha256(copyOf(values))}`);
    await nextTask();
  }
  for (const [path, bytes] of files) parts.push(`${path} ${await sha256(copyOf(bytes))}`);
  return sha256(parts.join('\n'));
}

/** The bytes of a view, apart from what else lies in its memory (which may be shared, and is then refused). */
function copyOf(view: Float32Array | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(view.byteLength);
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return bytes;
}
