import { InputError } from '../../core/input-error';

/** Something on the Hub, or on a server that answers under the same paths. */
export interface HubRepoAddress {
  readonly id: string;
  readonly revision: string;
  readonly endpoint: string;
  readonly token?: string;
}

/** What is asked for, in words of messages. */
export type HubKind = 'model' | 'data set';

/** The server could not be reached at all: a copy in the cache may do. */
export class UnreachableError extends InputError {}

/** @throws InputError when revision or endpoint can't be part of an address */
export function checkAddress({ id, revision, endpoint }: HubRepoAddress): void {
  if (revision.trim() === '' || revision.includes('..'))
    throw new InputError(
      id,
      `"${revision}" is no revision; give a branch, a tag or a commit, usually "main"`,
    );
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new InputError(id, `"${endpoint}" is no web address; the Hub's is https://huggingface.co`);
}

/** The endpoint without slashes at its end. */
export function hubBase({ endpoint }: HubRepoAddress): string {
  return endpoint.replace(/\/+$/, '');
}

/** What a policy admits. */
function hubOrigin({ endpoint }: HubRepoAddress): string {
  return new URL(endpoint).origin;
}

export function unreachable(repo: HubRepoAddress): UnreachableError {
  const reason = navigator.onLine
    ? `${hubBase(repo)} does not answer: no connection, a wrong address, a firewall in between, or a mirror that this page may not reach (start it with KENNEL_CONNECT=${hubOrigin(repo)} npm start)`
    : 'there is no internet connection';
  return new UnreachableError(repo.id, reason);
}

/**
 * Why the server refused, and what to do; undefined when just this file is missing. The Hub names its reason in
 * X-Error-Code; mirrors often don't.
 */
export function refusal(kind: HubKind, repo: HubRepoAddress, response: Response): InputError | undefined {
  const code = response.headers.get('x-error-code');
  const fault = (reason: string): InputError => new InputError(repo.id, reason);
  if (code === 'GatedRepo')
    return fault(`this ${kind} is gated: accept its terms on its page, then give an access token`);
  if (response.status === 401)
    return fault(
      repo.token
        ? `the access token is not valid for this ${kind} (401)`
        : `there is no such ${kind}, or it is private: check the id, or give an access token (401)`,
    );
  if (response.status === 403)
    return fault(`this ${kind} is private or gated: give an access token that may read it (403)`);
  if (code === 'RepoNotFound') return fault(`there is no such ${kind} at ${hubBase(repo)} (404)`);
  if (code === 'RevisionNotFound') return fault(`the ${kind} has no revision "${repo.revision}" (404)`);
  if (response.status === 404) return undefined;
  if (response.status === 429)
    return fault('the server asks to wait: too many requests; try again in a few minutes (429)');
  return fault(`${hubBase(repo)} answered with an error (HTTP ${response.status}); try again later`);
}
