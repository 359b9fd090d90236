import { InputError } from '../../../core/input-error';
import type { FileCache } from '../../storage/model-cache';
import { isSafetensors } from './file-roles';
import type { HubListing, ListedFile } from './hub-listing';
import { fileUrl, requestHub, type HubRepo } from './hub-request';
import type { OpenOptions } from './model-folder';
import { readBody } from './read-body';

export interface HubSession {
  readonly repo: HubRepo;
  readonly listing: HubListing | undefined;
  readonly cache: FileCache | undefined;
  readonly options: OpenOptions;
  /** Filled while files are fetched; a set, because many files can have the same to say. */
  readonly notes: Set<string>;
}

/**
 * Fetches one file, or takes it from the cache when that has the current version.
 * It is cached only after size and checksum were found right.
 * @returns Its bytes, or undefined when the model has no such file.
 * @throws InputError, AbortError.
 */
export async function fetchHubFile(session: HubSession, path: string): Promise<Uint8Array | undefined> {
  const { repo, listing, cache, options } = session;
  const listed = listing?.get(path);
  if (listing !== undefined && listed === undefined) return undefined;
  const url = fileUrl(repo, path);
  const held = await cache?.version(url);
  if (held !== undefined && held === listed?.version) {
    const copy = await cache?.get(url);
    if (copy !== undefined) return copy.bytes;
  }
  const response = await requestHub(repo, url, options.signal);
  if (response === undefined) return undefined;
  return receive(session, { path, url, listed, held, response });
}

interface Arriving {
  readonly path: string;
  readonly url: string;
  readonly listed: ListedFile | undefined;
  /** Version in the cache. */
  readonly held: string | undefined;
  readonly response: Response;
}

async function receive(session: HubSession, arriving: Arriving): Promise<Uint8Array> {
  const { path, url, listed, held, response } = arriving;
  const { cache, options, notes } = session;
  refuseWebPage(session.repo, path, response);
  const tag = entityTag(response);
  const version = listed?.version ?? tag;
  if (version !== undefined && version === held) {
    const copy = await cache?.get(url);
    if (copy !== undefined) {
      await response.body?.cancel();
      return copy.bytes;
    }
  }
  const expected = listed?.size ?? announcedSize(path, response);
  const onBytes = (done: number): void =>
    options.onProgress?.({
      kind: 'progress',
      phase: `Downloading ${path}`,
      done,
      total: expected ?? 0,
      unit: 'bytes',
    });
  const bytes = await readBody(path, response, { expected, signal: options.signal, onBytes });
  await verify(path, bytes, listed === undefined ? sha256Tag(response, tag) : listed.sha256, notes);
  if (version !== undefined) await keep(session, url, bytes, version);
  return bytes;
}

function refuseWebPage(repo: HubRepo, path: string, response: Response): void {
  if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) return;
  void response.body?.cancel();
  throw new InputError(
    path,
    `${repo.endpoint} answered with a web page instead of the file: the address is wrong, or a login page of the network stands in between`,
  );
}

/** The Hub's own tag where it is visible, else that of whoever sent the file. */
function entityTag(response: Response): string | undefined {
  const tag = response.headers.get('x-linked-etag') ?? response.headers.get('etag');
  return tag?.replace(/^W\//, '').replaceAll('"', '') || undefined;
}

/** Tags of large files are their SHA-256; those that storage behind a redirect makes up are something else. */
function sha256Tag(response: Response, tag: string | undefined): string | undefined {
  if (response.redirected && !response.headers.has('x-linked-etag')) return undefined;
  return tag !== undefined && /^[0-9a-f]{64}$/.test(tag) ? tag : undefined;
}

/** Only weights, which no server compresses on the way: of a compressed file, Content-Length is another size. */
function announcedSize(path: string, response: Response): number | undefined {
  if (!isSafetensors(path)) return undefined;
  const size = response.headers.get('x-linked-size') ?? response.headers.get('content-length');
  return size === null ? undefined : Number(size);
}

async function verify(
  path: string,
  bytes: Uint8Array,
  sha256: string | undefined,
  notes: Set<string>,
): Promise<void> {
  if (sha256 === undefined) {
    if (path.endsWith('.safetensors'))
      notes.add(`The server gave no checksum for ${path}; only its size was checked.`);
    return;
  }
  const view = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length); // readBody never shares memory
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', view));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== sha256)
    throw new InputError(path, 'the checksum is wrong: the file was damaged on its way; try again');
}

async function keep(
  { cache, notes }: HubSession,
  url: string,
  bytes: Uint8Array,
  version: string,
): Promise<void> {
  try {
    await cache?.put(url, bytes, version);
  } catch {
    notes.add(
      'There is not enough storage to keep the model in this browser; the next visit downloads it again.',
    );
  }
}
