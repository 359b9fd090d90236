import { InputError } from '../../core/input-error';

const FILE = 'tokenizer.json';
const KINDS = new Set(['WordPiece', 'Unigram', 'BPE']);

/** A tokenizer.json in the form that the library reads. */
export interface TokenizerDescription {
  readonly model: { readonly type: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/**
 * Brings the contents of a tokenizer.json, old or new, into the form that the library knows: it takes models without a
 * type for plain word lists, merges as pairs for nothing, and a Metaspace without "add_prefix_space" for one that adds
 * none.
 * @throws InputError when it is no tokenizer, or of an unknown kind.
 */
export function describeTokenizer(json: unknown): TokenizerDescription {
  if (!isRecord(json) || !isRecord(json['model']))
    throw new InputError(FILE, 'this is not the description of a tokenizer');
  const model = json['model'];
  const type = kindOf(model);
  const merges = Array.isArray(model['merges']) ? { merges: model['merges'].map(mergeText) } : {};
  return {
    normalizer: null,
    post_processor: null,
    added_tokens: [],
    ...json,
    pre_tokenizer: adaptPreTokenizer(json['pre_tokenizer'] ?? null),
    decoder: null, // ids are never turned back into text
    model: { ...model, ...merges, type },
  };
}

/** The oldest files leave the kind out; what the model holds gives it away. */
function kindOf(model: Record<string, unknown>): string {
  const guess = 'merges' in model ? 'BPE' : Array.isArray(model['vocab']) ? 'Unigram' : 'WordPiece';
  const kind = model['type'] ?? guess;
  if (typeof kind !== 'string' || !KINDS.has(kind))
    throw new InputError(FILE, `a tokenizer of the kind ${JSON.stringify(kind)} is not supported`);
  return kind;
}

/** "a b" in older files, ["a", "b"] in newer ones. */
function mergeText(merge: unknown): unknown {
  return Array.isArray(merge) ? merge.join(' ') : merge;
}

function adaptPreTokenizer(part: unknown): unknown {
  if (!isRecord(part)) return part;
  if (Array.isArray(part['pretokenizers']))
    return { ...part, pretokenizers: part['pretokenizers'].map(adaptPreTokenizer) };
  if (part['type'] !== 'Metaspace' || 'add_prefix_space' in part) return part;
  return { ...part, add_prefix_space: part['prepend_scheme'] !== 'never' };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
