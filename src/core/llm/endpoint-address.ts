/** Where an OpenAI-compatible endpoint lies. */
export interface EndpointAddress {
  /** Base address without a final slash, such as `https://api.openai.com/v1`. */
  readonly url: string;
  /** What the content-security policy must admit. */
  readonly origin: string;
}

/**
 * Reads the base address of an endpoint. The path of a command behind it is taken off: people copy it along.
 * Gives the reason where it is none.
 */
export function readEndpoint(text: string): EndpointAddress | { readonly reason: string } {
  const address = parseUrl(text.trim());
  if (address === null)
    return { reason: `"${text.trim()}" is no web address; it should look like https://api.openai.com/v1` };
  if (address.protocol !== 'https:' && address.protocol !== 'http:')
    return { reason: `an endpoint is reached by https or http, not by ${address.protocol}` };
  if (address.username !== '' || address.password !== '')
    return { reason: 'the address must not hold a name or password; the key has a field of its own' };
  if (address.search !== '' || address.hash !== '')
    return { reason: 'the address must end before "?" and "#"; the key has a field of its own' };
  const path = address.pathname.replace(/\/+$/, '').replace(/\/(chat\/)?completions$|\/models$/, '');
  return { url: address.origin + path, origin: address.origin };
}

/** What is wrong with the address of an endpoint; undefined: nothing. */
export function endpointFault(text: string): string | undefined {
  const read = readEndpoint(text);
  return 'reason' in read ? read.reason : undefined;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
