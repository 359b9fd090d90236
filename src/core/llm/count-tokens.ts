import type { ChatMessage } from './llm';

/** What chat templates put around a message, generously. */
const AROUND_MESSAGE = 8;

const encoder = new TextEncoder();

/**
 * Tokens of a text, roughly: four characters of the Latin script are about one token of today's tokenizers, a
 * character of a script with many is about one by itself. Off by up to a third for prose, by more for code and numbers.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x2e80) wide++;
  return Math.ceil((text.length - wide) / 4 + wide);
}

/** Tokens that messages have, roughly. */
export function estimatePrompt(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + AROUND_MESSAGE, 0);
}

/** More tokens than messages can have: tokenizers work on bytes and never make more tokens than there are of them. */
export function mostPromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + encoder.encode(content).length + 2 * AROUND_MESSAGE, 0);
}
