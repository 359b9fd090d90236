import type { Ask } from '../../core/llm/llm';

/**
 * Under what a reply is kept: SHA-256, in hexadecimal, of endpoint, model and whatever of an ask shapes the reply. Its
 * purpose and the version of its prompt do not: the same words are not paid for twice under another name.
 */
export async function requestHash(endpoint: string, model: string, ask: Ask): Promise<string> {
  const { messages, temperature, maxTokens, attempt } = ask;
  const words = messages.map(({ role, content }) => [role, content]);
  const text = JSON.stringify([endpoint, model, words, temperature, maxTokens, attempt]);
  // Only where the page is safe from being read or changed on its way; so is everything else that Kennel needs.
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
