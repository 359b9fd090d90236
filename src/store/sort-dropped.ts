/** What a dropped file is for, as far as its path tells. */
export type Purpose = 'training' | 'evaluation' | 'model' | 'unknown' | 'ignored';

const MODEL_FILES =
  /(^|\/)(config\.json|tokenizer\.json|tokenizer_config\.json|special_tokens_map\.json|vocab\.(txt|json)|merges\.txt|added_tokens\.json|sentencepiece\.bpe\.model|modules\.json|sentence_bert_config\.json|config_sentence_transformers\.json|model\.safetensors\.index\.json)$|\.safetensors$/iu;
const EVALUATION_FILES =
  /(^|\/)(corpus|queries)\.jsonl(\.gz)?$|(^|\/)qrels[^/]*\/[^/]+\.tsv$|(^|\/)qrels[^/]*\.tsv$/iu;
const TRAINING_FILES = /\.(jsonl|ndjson|json|tsv|csv)(\.gz)?$/iu;
const IGNORED_FILES = /(^|\/)(\.[^/]*|readme[^/]*|licen[cs]e[^/]*|thumbs\.db)$/iu;

/** Sorts one path. A zip may hold anything: `unknown`, to be asked. */
export function purposeOf(path: string): Purpose {
  if (IGNORED_FILES.test(path)) return 'ignored';
  if (MODEL_FILES.test(path)) return 'model';
  if (EVALUATION_FILES.test(path)) return 'evaluation';
  return TRAINING_FILES.test(path) ? 'training' : 'unknown';
}

/** Sorts what was dropped on the page. The order of the files stays. */
export function sortDropped<F>(
  files: readonly F[],
  pathOf: (file: F) => string,
): Readonly<Record<Exclude<Purpose, 'ignored'>, readonly F[]>> {
  const of = (purpose: Purpose): F[] => files.filter((file) => purposeOf(pathOf(file)) === purpose);
  return {
    training: of('training'),
    evaluation: of('evaluation'),
    model: of('model'),
    unknown: of('unknown'),
  };
}
