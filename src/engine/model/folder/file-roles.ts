import { INDEX_FILE, SINGLE_FILE } from '../../../core/safetensors/shards';

/** Description files, in the order in which they are fetched. Those not required may be missing. */
export const DESCRIPTION_FILES: readonly { readonly path: string; readonly required: boolean }[] = [
  { path: 'config.json', required: true },
  { path: 'modules.json', required: false },
  { path: '1_Pooling/config.json', required: false },
  { path: 'sentence_bert_config.json', required: false },
  { path: 'config_sentence_transformers.json', required: false },
  { path: 'tokenizer_config.json', required: false },
  { path: 'special_tokens_map.json', required: false },
  { path: 'tokenizer.json', required: false },
  { path: 'vocab.txt', required: false },
];

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

/** The files that hold weights, as they are looked for. */
export const WEIGHT_FILES: readonly string[] = [SINGLE_FILE, INDEX_FILE];
