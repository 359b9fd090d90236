import { INDEX_FILE } from '../../../core/safetensors/shards';

/** The files that describe a model. Only the first, config.json, must be there; without it the rest means nothing. */
export const DESCRIPTION_FILES = [
  'config.json',
  'modules.json',
  '1_Pooling/config.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'tokenizer.json',
  'vocab.txt',
] as const;

/** Weights in other forms: not read, and after training no longer true, so never exported. */
const OTHER_WEIGHTS =
  /\.(bin|h5|msgpack|ot|onnx|onnx_data|pt|pth|ckpt|gguf|tflite|mlmodel|mlpackage|npz|pb)$/i;

export function isSafetensors(path: string): boolean {
  return path.endsWith('.safetensors') || path === INDEX_FILE;
}

export function isOtherWeights(path: string): boolean {
  return OTHER_WEIGHTS.test(path) || /^openvino\//.test(path);
}

/** Files that only version control or the operating system put there. */
export function isHidden(path: string): boolean {
  return path
    .split('/')
    .some((part) => part.startsWith('.git') || part === '.DS_Store' || part === '__MACOSX');
}
