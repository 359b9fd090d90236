import * as v from 'valibot';
import { InputError } from '../input-error';
import { familyOf, isFamilyName, listFamilies, type FamilyName } from './families/families';
import type { StatedConfig } from './families/family';
import { parseJsonFile } from './json-file';

/** What Kennel computes in one way only. */
type Computation = Pick<StatedConfig, 'activation' | 'positionType' | 'decoder'>;

/** The shape of an encoder; sizes count elements. What else its family decides is in `familyOf(config)`. */
export interface EncoderConfig extends Omit<StatedConfig, keyof Computation> {
  readonly family: FamilyName;
  readonly activation: 'gelu';
  /** The position id of a text's first token: the rows before it are never used. */
  readonly firstPosition: number;
}

const FILE = 'config.json';

/**
 * Reads config.json.
 * @throws InputError when it is damaged, of a family that Kennel doesn't know, or asks for something Kennel doesn't
 * compute.
 */
export function parseEncoderConfig(text: string): EncoderConfig {
  const json = parseJsonFile(FILE, text);
  const name = familyName(json);
  const family = familyOf({ family: name });
  const parsed = v.safeParse(family.config, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new InputError(FILE, `"${v.getDotPath(issue) ?? ''}" is missing or impossible (${issue.message})`);
  }
  const { activation, positionType, decoder, ...shape } = parsed.output;
  const firstPosition = family.firstPosition(shape.padId);
  checkComputable({ activation, positionType, decoder });
  checkShape(shape, firstPosition);
  return { ...shape, family: name, activation: 'gelu', firstPosition };
}

/** The most tokens that a text can have, special tokens included. */
export function longestText({ positions, firstPosition }: EncoderConfig): number {
  return positions - firstPosition;
}

function familyName(json: unknown): FamilyName {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new InputError(FILE, 'this is not the description of a model');
  const name = 'model_type' in json ? json.model_type : undefined;
  if (typeof name !== 'string')
    throw new InputError(FILE, 'it does not say what kind of model this is ("model_type")');
  if (!isFamilyName(name))
    throw new InputError(FILE, `this is a ${name} model; Kennel loads encoders of ${listFamilies()}`);
  return name;
}

function checkComputable({ activation, positionType, decoder }: Computation): void {
  if (activation !== 'gelu')
    throw new InputError(FILE, `the activation "${activation}" is not supported, only "gelu"`);
  if (positionType !== 'absolute')
    throw new InputError(
      FILE,
      `position embeddings of type "${positionType}" are not supported, only "absolute"`,
    );
  if (decoder) throw new InputError(FILE, 'this is a decoder; Kennel needs an encoder');
}

function checkShape(
  { hidden, heads, padId, vocabulary, positions }: Omit<StatedConfig, keyof Computation>,
  firstPosition: number,
): void {
  if (hidden % heads !== 0)
    throw new InputError(FILE, `a width of ${hidden} cannot be divided among ${heads} attention heads`);
  if (padId >= vocabulary)
    throw new InputError(FILE, `the padding token ${padId} is outside the vocabulary of ${vocabulary}`);
  if (positions <= firstPosition)
    throw new InputError(FILE, `"max_position_embeddings" ${positions} leaves no position for text`);
}
