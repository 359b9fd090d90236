import { InputError } from '../../../core/input-error';
import { checkAddress, hubBase, refusal, unreachable } from '../../hub/hub-fault';
import type { ModelSource } from '../../protocol/model';

export type HubRepo = Extract<ModelSource, { kind: 'hub' }>;

/** @throws InputError when id, revision or endpoint can't be part of an address. */
export function checkRepo(repo: HubRepo): void {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(repo.id))
    throw new InputError(
      repo.id,
      'this is no model id; one looks like "sentence-transformers/all-MiniLM-L6-v2"',
    );
  checkAddress(repo);
}

/** Where a file of the model lies, as on the Hugging Face Hub. */
export function fileUrl(repo: HubRepo, path: string): string {
  const parts = path.split('/').map(encodeURIComponent).join('/');
  return `${hubBase(repo)}/${repo.id}/resolve/${encodeURIComponent(repo.revision)}/${parts}`;
}

/** Where the list of the model's files lies. */
export function listingUrl(repo: HubRepo): string {
  return `${hubBase(repo)}/api/models/${repo.id}/tree/${encodeURIComponent(repo.revision)}?recursive=true`;
}

/**
 * Asks the Hub for something.
 * @returns The response, or undefined when the server says that this one file does not exist.
 * @throws InputError naming the model and what to do; UnreachableError without an answer; AbortError when aborted.
 */
export async function requestHub(
  repo: HubRepo,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Response | undefined> {
  const headers: Record<string, string> = repo.token ? { Authorization: `Bearer ${repo.token}` } : {};
  let response: Response;
  try {
    response = await fetch(url, { headers, ...(signal ? { signal } : {}) });
  } catch {
    signal?.throwIfAborted();
    throw unreachable(repo);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  const fault = refusal('model', repo, response);
  if (fault !== undefined) throw fault;
  return undefined;
}
