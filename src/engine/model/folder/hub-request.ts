import { InputError } from '../../../core/input-error';
import type { ModelSource } from '../../protocol/model';

export type HubRepo = Extract<ModelSource, { kind: 'hub' }>;

/** The server could not be reached at all: a copy in the cache may do. */
export class UnreachableError extends InputError {}

/** @throws InputError when id, revision or endpoint can't be part of an address. */
export function checkRepo({ id, revision, endpoint }: HubRepo): void {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(id))
    throw new InputError(id, 'this is no model id; one looks like "sentence-transformers/all-MiniLM-L6-v2"');
  if (revision.trim() === '' || revision.includes('..'))
    throw new InputError(
      id,
      `"${revision}" is no revision; give a branch, a tag or a commit, usually "main"`,
    );
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new InputError(id, `"${endpoint}" is no web address; the Hub's is https://huggingface.co`);
}

/** Where a file of the model lies, as on the Hugging Face Hub. */
export function fileUrl(repo: HubRepo, path: string): string {
  const parts = path.split('/').map(encodeURIComponent).join('/');
  return `${base(repo)}/${repo.id}/resolve/${encodeURIComponent(repo.revision)}/${parts}`;
}

/** Where the list of the model's files lies. */
export function listingUrl(repo: HubRepo): string {
  return `${base(repo)}/api/models/${repo.id}/tree/${encodeURIComponent(repo.revision)}?recursive=true`;
}

function base(repo: HubRepo): string {
  return repo.endpoint.replace(/\/+$/, '');
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
    throw new UnreachableError(repo.id, unreachable(repo));
  }
  if (response.ok) return response;
  await response.body?.cancel();
  refuse(repo, response);
  return undefined;
}

function unreachable(repo: HubRepo): string {
  if (!navigator.onLine) return 'there is no internet connection';
  return `${base(repo)} does not answer: no connection, a wrong address, or a firewall or security policy in between`;
}

/** Throws unless just this file is missing. The Hub names its reason in X-Error-Code; mirrors often don't. */
function refuse(repo: HubRepo, response: Response): void {
  const code = response.headers.get('x-error-code');
  const fault = (reason: string): InputError => new InputError(repo.id, reason);
  if (code === 'GatedRepo')
    throw fault('this model is gated: accept its terms on its page, then give an access token');
  if (response.status === 401)
    throw fault(
      repo.token
        ? 'the access token is not valid for this model (401)'
        : 'there is no such model, or it is private: check the id, or give an access token (401)',
    );
  if (response.status === 403)
    throw fault('this model is private or gated: give an access token that may read it (403)');
  if (code === 'RepoNotFound') throw fault(`there is no such model at ${base(repo)} (404)`);
  if (code === 'RevisionNotFound') throw fault(`the model has no revision "${repo.revision}" (404)`);
  if (response.status === 404) return;
  if (response.status === 429)
    throw fault('the server asks to wait: too many requests; try again in a few minutes (429)');
  throw fault(`${base(repo)} answered with an error (HTTP ${response.status}); try again later`);
}
