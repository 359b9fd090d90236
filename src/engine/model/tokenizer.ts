// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- ambient, and every tsconfig that reaches this file must see it
/// <reference path="./tokenizer-library.d.ts" />
import { env } from '@xenova/transformers/src/env.js';
import { PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import { InputError } from '../../core/input-error';
import { describeTokenizer, isRecord } from './tokenizer-description';

// Everything is built from files we hold. Should the library ever look for one itself, it must not find the page.
env.allowLocalModels = false;
env.allowRemoteModels = false;

export interface Tokenizer {
  /**
   * Token ids of a text with the special tokens ([CLS] ... [SEP], or <s> ... </s>), at most `maxLength` of them: the
   * content is cut, never the special tokens.
   */
  encode(text: string, maxLength: number): Int32Array;
  /** One more than the largest id that `encode` can give. */
  readonly vocabularySize: number;
}

/**
 * Builds a tokenizer from the contents of tokenizer.json and tokenizer_config.json.
 * @throws InputError when they don't describe a tokenizer that the library knows.
 */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): Tokenizer {
  const library = build(tokenizerJson, tokenizerConfig);
  const content = (text: string): number[] => library.encode(text, null, { add_special_tokens: false });
  const { before, after } = specialTokens(
    content('a'),
    library.encode('a', null, { add_special_tokens: true }),
  );
  const specials = before.length + after.length;
  let largest = 0;
  for (const id of library.model.tokens_to_ids.values()) largest = Math.max(largest, id);
  return {
    vocabularySize: largest + 1,
    encode(text, maxLength) {
      const ids = content(text);
      const kept = Math.min(ids.length, Math.max(0, maxLength - specials));
      const encoded = new Int32Array(kept + specials);
      encoded.set(before);
      for (let i = 0; i < kept; i++) encoded[before.length + i] = ids[i] ?? 0; // i < ids.length
      encoded.set(after, before.length + kept);
      return encoded;
    },
  };
}

function build(tokenizerJson: unknown, tokenizerConfig: unknown): PreTrainedTokenizer {
  const description = describeTokenizer(tokenizerJson);
  try {
    const library = new PreTrainedTokenizer(description, tokenNames(tokenizerConfig));
    const { trie, tokens_to_ids: tokens } = library.model;
    // The library looks texts up by UTF-16 units but stores tokens by characters, and so would find no emoji.
    for (const token of tokens.keys()) if (/[\ud800-\udbff]/.test(token)) trie?.push(token.split(''));
    return library;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('tokenizer.json', `this tokenizer can't be used (${reason})`);
  }
}

/** The names of the special tokens: files write them as texts or as objects, of which the library knows one kind. */
function tokenNames(tokenizerConfig: unknown): Record<string, unknown> {
  const names: Record<string, unknown> = { model_max_length: Infinity };
  for (const [key, value] of Object.entries(isRecord(tokenizerConfig) ? tokenizerConfig : {})) {
    const name = isRecord(value) ? value['content'] : value;
    if (key.endsWith('_token') && typeof name === 'string') names[key] = name;
    else if (typeof value === 'boolean') names[key] = value;
  }
  return names;
}

/** What the tokenizer puts before and after a content, found by comparing one text with and without. */
function specialTokens(content: number[], whole: number[]): { before: number[]; after: number[] } {
  for (let start = 0; content.length > 0 && start + content.length <= whole.length; start++)
    if (content.every((id, i) => id === whole[start + i]))
      return { before: whole.slice(0, start), after: whole.slice(start + content.length) };
  throw new InputError('tokenizer.json', 'its special tokens are not placed around the text');
}
