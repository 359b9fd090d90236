import { InputError } from '../../../core/input-error';
import { parseEncoderConfig, type EncoderConfig } from '../../../core/models/encoder-config';
import { parseJsonFile } from '../../../core/models/json-file';
import { matchWeights } from '../../../core/models/match-weights';
import { readSentenceConfig } from '../../../core/models/sentence-config';
import { INDEX_FILE, readWeightFiles, SINGLE_FILE } from '../../../core/safetensors/shards';
import { createTokenizer, type Tokenizer } from '../tokenizer';
import { tokenizerFromVocabulary } from '../tokenizer-from-vocabulary';
import { isHidden, isOtherWeights, isSafetensors } from './file-roles';
import type { ModelFiles, ModelFolder } from './model-folder';

/**
 * Makes a model of its files.
 * @throws InputError when a file is missing, damaged, or of a model that Kennel doesn't load.
 */
export function buildModelFolder({ name, files, notes }: ModelFiles): ModelFolder {
  const config = parseEncoderConfig(requireText(files, 'config.json'));
  const sentence = readSentenceConfig((path) => textOf(files, path), config);
  const weightsFile = files.has(SINGLE_FILE) ? SINGLE_FILE : INDEX_FILE;
  const matched = matchWeights(weightsFile, config, readWeightFiles(files).tensors);
  return {
    name,
    config,
    weights: matched.weights,
    fileNames: matched.fileNames,
    passThrough: matched.passThrough,
    files: new Map([...files].filter(([path]) => isKept(path))),
    tokenizer: openTokenizer(files, config),
    maxLength: sentence.maxLength,
    pooling: sentence.pooling,
    normalise: sentence.normalise,
    prompts: sentence.prompts,
    dtype: matched.dtype,
    notes: [...notes, ...sentence.notes, ...matched.notes],
  };
}

function isKept(path: string): boolean {
  return !isSafetensors(path) && !isOtherWeights(path) && !isHidden(path);
}

function openTokenizer(files: ReadonlyMap<string, Uint8Array>, config: EncoderConfig): Tokenizer {
  const configText = textOf(files, 'tokenizer_config.json');
  const tokenizerConfig = configText === undefined ? {} : parseJsonFile('tokenizer_config.json', configText);
  const text = textOf(files, 'tokenizer.json');
  const file = text === undefined ? 'vocab.txt' : 'tokenizer.json';
  const json =
    text === undefined
      ? tokenizerFromVocabulary(requireVocabulary(files), tokenizerConfig)
      : parseJsonFile(file, text);
  const tokenizer = createTokenizer(json, tokenizerConfig);
  // An id beyond the table would be looked up as zeros, in silence.
  if (tokenizer.vocabularySize > config.vocabulary)
    throw new InputError(
      file,
      `it has token ids up to ${tokenizer.vocabularySize - 1}, but the model knows only ${config.vocabulary} tokens`,
    );
  return tokenizer;
}

function requireVocabulary(files: ReadonlyMap<string, Uint8Array>): string {
  const text = textOf(files, 'vocab.txt');
  if (text === undefined)
    throw new InputError('tokenizer.json', 'the file is missing, and there is no vocab.txt either');
  return text;
}

function requireText(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  const text = textOf(files, path);
  if (text === undefined)
    throw new InputError(path, 'the file is missing; this is not the folder of a model');
  return text;
}

function textOf(files: ReadonlyMap<string, Uint8Array>, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
