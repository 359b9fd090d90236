/** Keeps downloaded files between visits. An entry is only ever written whole: there are no half files. */
export interface FileCache {
  /** The entry for this address, or undefined. `version` is what `put` was given. */
  get(url: string): Promise<{ readonly bytes: Uint8Array; readonly version: string } | undefined>;
  /** The version alone, without reading the content. */
  version(url: string): Promise<string | undefined>;
  /** Stores a complete file. Fails (QuotaExceededError) when storage is full; the old entry may then be gone. */
  put(url: string, bytes: Uint8Array, version: string): Promise<void>;
}

const CACHE = 'kennel-models';
const VERSION = 'x-kennel-version';

/** The browser's Cache API under our own name, or undefined where there is none (a page without https). */
export async function openModelCache(): Promise<FileCache | undefined> {
  if (!('caches' in globalThis)) return undefined;
  let cache: Cache;
  try {
    cache = await caches.open(CACHE);
  } catch {
    return undefined; // private windows of some browsers refuse storage altogether
  }
  return {
    async get(url) {
      const response = await cache.match(url);
      const version = response?.headers.get(VERSION);
      if (response === undefined || version === null || version === undefined) return undefined;
      return { bytes: new Uint8Array(await response.arrayBuffer()), version };
    },
    async version(url) {
      return (await cache.match(url))?.headers.get(VERSION) ?? undefined;
    },
    async put(url, bytes, version) {
      const headers = { [VERSION]: version, 'content-type': 'application/octet-stream' };
      const body = bytes as Uint8Array<ArrayBuffer>; // downloads never lie in shared memory
      await cache.put(url, new Response(body, { headers }));
    },
  };
}
