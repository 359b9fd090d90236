import { parseModules, POOLING_FOLDER } from '../../core/models/modules-file';
import { readSentenceConfig } from '../../core/models/sentence-config';
import type { ModelFolder } from '../model/folder/model-folder';

const POOLING_MODES = ['cls_token', 'mean_tokens', 'max_tokens', 'mean_sqrt_len_tokens'];

/**
 * The files of a sentence-transformers folder that `folder` lacks, or that say something else than it does (the
 * user can change pooling, normalisation, maximum length and prompts). What already says the same stays untouched.
 * @returns Path to JSON value.
 */
export function sentenceFiles(folder: ModelFolder): Map<string, unknown> {
  const read = (path: string): string | undefined => {
    const bytes = folder.files.get(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  const stated = readSentenceConfig(read, folder.config);
  const modules = read('modules.json');
  const poolingPath = modules === undefined ? POOLING_FOLDER : parseModules(modules).poolingPath;
  const files = new Map<string, unknown>();
  if (modules === undefined || stated.normalise !== folder.normalise)
    files.set('modules.json', modulesJson(poolingPath, folder.normalise));
  const pooling = `${poolingPath}/config.json`;
  if (!folder.files.has(pooling) || stated.pooling !== folder.pooling)
    files.set(pooling, poolingJson(folder));
  const length = 'sentence_bert_config.json';
  if (!folder.files.has(length) || stated.maxLength !== folder.maxLength)
    files.set(length, { do_lower_case: false, ...parse(read(length)), max_seq_length: folder.maxLength });
  const prompts = 'config_sentence_transformers.json';
  const same =
    stated.prompts.query === folder.prompts.query && stated.prompts.passage === folder.prompts.passage;
  if (!folder.files.has(prompts) || !same) files.set(prompts, promptsJson(parse(read(prompts)), folder));
  return files;
}

function modulesJson(poolingPath: string, normalise: boolean): unknown {
  const kinds = [
    { path: '', type: 'Transformer' },
    { path: poolingPath, type: 'Pooling' },
    ...(normalise ? [{ path: '2_Normalize', type: 'Normalize' }] : []),
  ];
  return kinds.map(({ path, type }, idx) => ({
    idx,
    name: String(idx),
    path,
    type: `sentence_transformers.models.${type}`,
  }));
}

function poolingJson({ config, pooling }: ModelFolder): unknown {
  const chosen = pooling === 'mean' ? 'mean_tokens' : 'cls_token';
  const modes = POOLING_MODES.map((mode) => [`pooling_mode_${mode}`, mode === chosen]);
  return { word_embedding_dimension: config.hidden, ...Object.fromEntries(modes) };
}

function promptsJson(stated: Record<string, unknown>, { prompts }: ModelFolder): unknown {
  const others = typeof stated['prompts'] === 'object' ? stated['prompts'] : {};
  return {
    similarity_fn_name: 'cosine',
    ...stated,
    prompts: { ...others, query: prompts.query, document: prompts.passage },
    default_prompt_name: null,
  };
}

/** Files that were read before when the model was opened: known to be valid. */
function parse(text: string | undefined): Record<string, unknown> {
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>); // an object, or opening had refused it
}
