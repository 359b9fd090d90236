import * as v from 'valibot';
import { listingUrl, requestHub, type HubRepo } from './hub-request';

export interface ListedFile {
  readonly size: number;
  /** Changes with the content: SHA-256 of a large file, git's hash of a small one. */
  readonly version: string;
  /** SHA-256 of the content, hexadecimal; only known for large files (Git LFS). */
  readonly sha256: string | undefined;
}

/** By path. */
export type HubListing = ReadonlyMap<string, ListedFile>;

/** The Hub cuts its answer here and continues on a second page. */
const PAGE = 1000;

const treeSchema = v.array(
  v.looseObject({
    type: v.string(),
    path: v.string(),
    size: v.optional(v.number(), 0),
    oid: v.string(),
    lfs: v.optional(v.looseObject({ oid: v.string(), size: v.number() })),
  }),
);

/**
 * The files of a model with sizes and checksums: a page can't see these in the headers of a file, which are lost
 * when the Hub redirects to its storage. Undefined when the server has no (complete) list, as simple mirrors.
 * @throws as `requestHub`.
 */
export async function listHubFiles(
  repo: HubRepo,
  signal: AbortSignal | undefined,
): Promise<HubListing | undefined> {
  const response = await requestHub(repo, listingUrl(repo), signal);
  const json: unknown = await response?.json().catch(() => undefined);
  signal?.throwIfAborted();
  const tree = v.safeParse(treeSchema, json);
  if (!tree.success || tree.output.length >= PAGE) return undefined;
  const files = tree.output.filter(({ type }) => type === 'file');
  return new Map(
    files.map(({ path, size, oid, lfs }) => [
      path,
      { size: lfs?.size ?? size, version: lfs?.oid ?? oid, sha256: lfs?.oid },
    ]),
  );
}
