import * as v from 'valibot';
import { InputError } from '../input-error';
import type { Prompts } from '../text/prompts';
import { longestText, type EncoderConfig } from './encoder-config';
import { parseJsonFile } from './json-file';
import { POOLING_FOLDER, parseModules } from './modules-file';
import { parsePooling } from './pooling-file';

/** How a sentence-transformers folder turns a text into an embedding, besides the encoder. */
export interface SentenceConfig {
  readonly pooling: 'mean' | 'cls';
  readonly normalise: boolean;
  /** Tokens kept of each text, special tokens included. */
  readonly maxLength: number;
  readonly prompts: Prompts;
  readonly notes: readonly string[];
}

/** Path in the folder to text, for the files that exist; undefined otherwise. */
export type ReadText = (path: string) => string | undefined;

const length = v.nullish(v.pipe(v.number(), v.minValue(1)));
const maxLengthSchema = v.looseObject({ max_seq_length: length });
const modelMaxSchema = v.looseObject({ model_max_length: length });
const truncationSchema = v.looseObject({ truncation: v.nullish(v.looseObject({ max_length: length })) });
const promptsSchema = v.looseObject({
  prompts: v.nullish(v.record(v.string(), v.string()), {}),
  default_prompt_name: v.nullish(v.string()),
});

/**
 * Reads modules.json and the files it leads to. Without modules.json: mean pooling, not normalised, as
 * sentence-transformers does.
 * @throws InputError when a file is damaged or asks for what Kennel doesn't compute (max pooling, a dense layer).
 */
export function readSentenceConfig(read: ReadText, config: EncoderConfig): SentenceConfig {
  const modules = read('modules.json');
  const found = modules === undefined ? undefined : parseModules(modules);
  const prompts = readPrompts(read);
  const hasPrompts = prompts.query !== '' || prompts.passage !== '';
  const poolingPath = `${found?.poolingPath ?? POOLING_FOLDER}/config.json`;
  const pooling = read(poolingPath);
  if (pooling === undefined && found !== undefined)
    throw new InputError(poolingPath, 'the file is missing; modules.json names its folder');
  return {
    pooling:
      pooling === undefined
        ? 'mean'
        : parsePooling(poolingPath, pooling, { hidden: config.hidden, hasPrompts }),
    normalise: found?.normalise ?? false,
    prompts,
    ...readMaxLength(read, config),
    notes:
      found === undefined
        ? ['There is no modules.json: mean of the tokens, not normalised, is assumed.']
        : [],
  };
}

/**
 * sentence_bert_config.json wins over tokenizer_config.json, that over tokenizer.json's own truncation, and that over
 * the number of positions that text can take, which caps them all. (all-MiniLM-L6-v2 says 256, 512, 128 and 512.)
 */
function readMaxLength(read: ReadText, config: EncoderConfig): { maxLength: number } {
  const stated =
    parse(read, 'sentence_bert_config.json', maxLengthSchema)?.max_seq_length ??
    parse(read, 'tokenizer_config.json', modelMaxSchema)?.model_max_length ??
    parse(read, 'tokenizer.json', truncationSchema)?.truncation?.max_length ??
    longestText(config);
  return { maxLength: Math.floor(Math.min(stated, longestText(config))) };
}

/** As `encode_query` and `encode_document` of sentence-transformers choose them. */
function readPrompts(read: ReadText): Prompts {
  const stated = parse(read, 'config_sentence_transformers.json', promptsSchema);
  const prompts = stated?.prompts ?? {};
  const named = (name: string): string | undefined =>
    Object.hasOwn(prompts, name) ? prompts[name] : undefined;
  const fallback = named(stated?.default_prompt_name ?? '') ?? '';
  return {
    query: named('query') ?? fallback,
    passage: named('document') ?? named('passage') ?? named('corpus') ?? fallback,
  };
}

function parse<T>(read: ReadText, file: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  const text = read(file);
  if (text === undefined) return undefined;
  const parsed = v.safeParse(schema, parseJsonFile(file, text));
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new InputError(file, `"${v.getDotPath(issue) ?? ''}" is impossible (${issue.message})`);
}
