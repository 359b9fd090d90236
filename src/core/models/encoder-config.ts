import * as v from 'valibot';
import { InputError } from '../input-error';
import { parseJsonFile } from './json-file';

/** The shape of an encoder; sizes count elements. */
export interface EncoderConfig {
  readonly family: 'bert';
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly intermediate: number;
  readonly vocabulary: number;
  readonly positions: number;
  readonly types: number;
  readonly layerNormEps: number;
  readonly activation: 'gelu';
  readonly padId: number;
}

const FILE = 'config.json';
const size = (max: number): v.GenericSchema<unknown, number> =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

/** Hugging Face's BertConfig; the defaults are its own, for keys that old files leave out. */
const bertSchema = v.object({
  num_hidden_layers: size(1000),
  hidden_size: size(100_000),
  num_attention_heads: size(10_000),
  intermediate_size: size(1_000_000),
  vocab_size: size(10_000_000),
  max_position_embeddings: size(1_000_000),
  type_vocab_size: v.optional(size(1000), 2),
  layer_norm_eps: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1e-12),
  hidden_act: v.optional(v.string(), 'gelu'),
  position_embedding_type: v.nullish(v.string(), 'absolute'),
  pad_token_id: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  is_decoder: v.optional(v.boolean(), false),
});

/**
 * Reads config.json.
 * @throws InputError when it is damaged, of a family other than BERT, or asks for something Kennel doesn't compute.
 */
export function parseEncoderConfig(text: string): EncoderConfig {
  const json = parseJsonFile(FILE, text);
  checkFamily(json);
  const parsed = v.safeParse(bertSchema, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new InputError(FILE, `"${v.getDotPath(issue) ?? ''}" is missing or impossible (${issue.message})`);
  }
  const bert = parsed.output;
  checkSupported(bert);
  return {
    family: 'bert',
    layers: bert.num_hidden_layers,
    hidden: bert.hidden_size,
    heads: bert.num_attention_heads,
    intermediate: bert.intermediate_size,
    vocabulary: bert.vocab_size,
    positions: bert.max_position_embeddings,
    types: bert.type_vocab_size,
    layerNormEps: bert.layer_norm_eps,
    activation: 'gelu',
    padId: bert.pad_token_id,
  };
}

function checkFamily(json: unknown): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new InputError(FILE, 'this is not the description of a model');
  const family = 'model_type' in json ? json.model_type : undefined;
  if (typeof family !== 'string')
    throw new InputError(FILE, 'it does not say what kind of model this is ("model_type")');
  if (family !== 'bert')
    throw new InputError(
      FILE,
      `this is a ${family} model; Kennel loads BERT encoders such as MiniLM, BGE, E5 and GTE (others come later)`,
    );
}

function checkSupported(bert: v.InferOutput<typeof bertSchema>): void {
  if (bert.hidden_act !== 'gelu')
    throw new InputError(FILE, `the activation "${bert.hidden_act}" is not supported, only "gelu"`);
  if (bert.position_embedding_type !== 'absolute')
    throw new InputError(
      FILE,
      `position embeddings of type "${bert.position_embedding_type}" are not supported, only "absolute"`,
    );
  if (bert.is_decoder) throw new InputError(FILE, 'this is a decoder; Kennel needs an encoder');
  if (bert.hidden_size % bert.num_attention_heads !== 0)
    throw new InputError(
      FILE,
      `a width of ${bert.hidden_size} cannot be divided among ${bert.num_attention_heads} attention heads`,
    );
  if (bert.pad_token_id >= bert.vocab_size)
    throw new InputError(
      FILE,
      `the padding token ${bert.pad_token_id} is outside the vocabulary of ${bert.vocab_size}`,
    );
}
