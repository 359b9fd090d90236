import { InputError } from '../../../core/input-error';
import { parseEncoderConfig } from '../../../core/models/encoder-config';
import { readSentenceConfig } from '../../../core/models/sentence-config';
import { INDEX_FILE, parseShardIndex, SINGLE_FILE } from '../../../core/safetensors/shards';
import type { FileCache } from '../../storage/model-cache';
import { DESCRIPTION_FILES } from './file-roles';
import { fetchHubFile, type HubSession } from './hub-file';
import { listHubFiles, type HubListing } from './hub-listing';
import { UnreachableError } from '../../hub/hub-fault';
import { checkRepo, fileUrl, requestHub, type HubRepo } from './hub-request';
import { missingWeights } from './missing-weights';
import type { ModelFiles, OpenOptions } from './model-folder';

/**
 * Fetches the files of a model from the Hugging Face Hub or a server that answers under the same paths.
 * Descriptions come first, so that a model that can't be used is refused before its weights are downloaded.
 * @param cache Where files are kept between visits; undefined keeps nothing.
 * @throws InputError, AbortError.
 */
export async function fetchHubFiles(
  repo: HubRepo,
  cache: FileCache | undefined,
  options: OpenOptions,
): Promise<ModelFiles> {
  checkRepo(repo);
  const notes = new Set<string>();
  let listing: HubListing | undefined;
  try {
    listing = await listHubFiles(repo, options.signal);
  } catch (error) {
    const kept = error instanceof UnreachableError ? await keptFiles(repo, cache) : undefined;
    if (kept === undefined) throw error;
    return {
      name: repo.id,
      files: kept,
      notes: ['The server could not be reached; the copy in this browser is used.'],
    };
  }
  const session: HubSession = { repo, listing, cache, options, notes };
  const files = await fetchDescriptions(session);
  for (const [path, bytes] of await fetchWeights(session)) files.set(path, bytes);
  return { name: repo.id, files, notes: [...notes] };
}

async function fetchDescriptions(session: HubSession): Promise<Map<string, Uint8Array>> {
  const [first, ...others] = DESCRIPTION_FILES;
  const config = await fetchHubFile(session, first);
  if (config === undefined) throw notAModel(session, first);
  const encoder = parseEncoderConfig(new TextDecoder().decode(config));
  const fetched = await Promise.all(
    others.map(async (path) => [path, await fetchHubFile(session, path)] as const), // a pair, not an array
  );
  const files = new Map<string, Uint8Array>([[first, config]]);
  for (const [path, bytes] of fetched) if (bytes !== undefined) files.set(path, bytes);
  readSentenceConfig((path) => {
    const bytes = files.get(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }, encoder);
  return files;
}

/** A whole model from the cache, or undefined. Weights are fetched last: where they are, the rest is. */
async function keptFiles(
  repo: HubRepo,
  cache: FileCache | undefined,
): Promise<Map<string, Uint8Array> | undefined> {
  const files = new Map<string, Uint8Array>();
  const take = async (path: string): Promise<Uint8Array | undefined> => {
    const bytes = (await cache?.get(fileUrl(repo, path)))?.bytes;
    if (bytes !== undefined) files.set(path, bytes);
    return bytes;
  };
  for (const path of DESCRIPTION_FILES) await take(path);
  if ((await take(SINGLE_FILE)) !== undefined) return files;
  const index = await take(INDEX_FILE);
  if (index === undefined) return undefined;
  for (const shard of parseShardIndex(INDEX_FILE, new TextDecoder().decode(index)).files)
    if ((await take(shard)) === undefined) return undefined;
  return files;
}

function notAModel({ repo, listing }: HubSession, path: string): InputError {
  const reason =
    listing === undefined
      ? `there is no such model at ${repo.endpoint}, or it has no ${path} (404)`
      : `this is no model for Kennel: it has no ${path}`;
  return new InputError(repo.id, reason);
}

async function fetchWeights(session: HubSession): Promise<Map<string, Uint8Array>> {
  const single = await fetchHubFile(session, SINGLE_FILE);
  if (single !== undefined) return new Map([[SINGLE_FILE, single]]);
  const index = await fetchHubFile(session, INDEX_FILE);
  if (index === undefined) throw missingWeights(await otherFiles(session));
  const files = new Map([[INDEX_FILE, index]]);
  for (const shard of parseShardIndex(INDEX_FILE, new TextDecoder().decode(index)).files) {
    const bytes = await fetchHubFile(session, shard);
    if (bytes !== undefined) files.set(shard, bytes);
  }
  return files;
}

/** What else the model has, for the message. Without a list, the usual other form is asked for. */
async function otherFiles({ repo, listing, options }: HubSession): Promise<Iterable<string>> {
  if (listing !== undefined) return listing.keys();
  const path = 'pytorch_model.bin';
  const response = await requestHub(repo, fileUrl(repo, path), options.signal);
  await response?.body?.cancel();
  return response === undefined ? [] : [path];
}
