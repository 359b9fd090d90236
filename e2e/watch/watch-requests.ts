import type { BrowserContext } from '@playwright/test';

/** Records the origin of every request of the page and its workers, those that the policy stops included. */
export function watchRequests(context: BrowserContext): { origins(): string[] } {
  const seen = new Set<string>();
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    // These two name memory of the page itself.
    if (protocol !== 'blob:' && protocol !== 'data:') seen.add(origin);
  });
  return { origins: () => [...seen] };
}
