import * as v from 'valibot';
import { InputError } from '../input-error';
import { parseJsonFile } from './json-file';

const PREFIX = 'pooling_mode_';
const MODES: Readonly<Record<string, 'mean' | 'cls'>> = {
  mean: 'mean',
  mean_tokens: 'mean',
  cls: 'cls',
  cls_token: 'cls',
};

const poolingSchema = v.looseObject({
  word_embedding_dimension: v.optional(v.number()),
  embedding_dimension: v.optional(v.number()),
  pooling_mode: v.nullish(v.string()),
  include_prompt: v.optional(v.boolean(), true),
});

/**
 * Reads 1_Pooling/config.json, in its old form (one `pooling_mode_...` flag set) and its new (`pooling_mode: "mean"`).
 * @throws InputError for pooling other than mean and cls, by name, and for a width other than the encoder's.
 */
export function parsePooling(
  file: string,
  text: string,
  encoder: { readonly hidden: number; readonly hasPrompts: boolean },
): 'mean' | 'cls' {
  const parsed = v.safeParse(poolingSchema, parseJsonFile(file, text));
  if (!parsed.success) throw new InputError(file, 'this is not the description of a pooling');
  const pooling = parsed.output;
  const width = pooling.word_embedding_dimension ?? pooling.embedding_dimension ?? encoder.hidden;
  if (width !== encoder.hidden)
    throw new InputError(
      file,
      `it is made for vectors of ${width} numbers, but config.json says ${encoder.hidden}`,
    );
  const flags = Object.keys(pooling).filter((key) => key.startsWith(PREFIX) && pooling[key] === true);
  const modes = pooling.pooling_mode ? [pooling.pooling_mode] : flags.map((key) => key.slice(PREFIX.length));
  const [name] = modes;
  const mode = name !== undefined && Object.hasOwn(MODES, name) ? MODES[name] : undefined;
  if (modes.length !== 1 || mode === undefined)
    throw new InputError(
      file,
      `pooling "${modes.join(' + ') || 'none'}" is not supported, only mean and cls`,
    );
  if (!pooling.include_prompt && mode === 'mean' && encoder.hasPrompts)
    throw new InputError(
      file,
      'it leaves the prompt out of the mean ("include_prompt": false), which is not supported',
    );
  return mode;
}
