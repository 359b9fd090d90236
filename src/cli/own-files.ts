/** The files of a run beside the model. */
const RECORDS = ['metrics.json', 'per-query.csv', 'run.trec', 'qrels.trec', 'training-log.jsonl'] as const;

/** The records of further evaluation sets have the set's name in theirs. */
const RECORD_OF_SET = /^(?:per-query\.[\w-]+\.csv|(?:run|qrels)\.[\w-]+\.trec)$/;
export const MODEL = 'model';
/** The embeddings of a corpus. */
const INDEX = 'corpus-index.zip';

/** What a command writes to OUT; with `--force` these, and only these, may be replaced. */
export const WRITES = {
  train: [MODEL, ...RECORDS],
  synthesize: ['synthetic.jsonl', 'replies.jsonl', 'synthesis.json'],
  judge: ['preferences.jsonl', 'replies.jsonl', 'judging.json'],
  align: [MODEL, ...RECORDS],
  eval: RECORDS,
  check: [],
  export: [MODEL, INDEX],
  mine: ['mined.jsonl', 'mining.json'],
  study: ['study.json', 'study.csv', 'study.md'],
  'self-check': [],
} as const satisfies Record<string, readonly string[]>;

const OWN = new Set<string>([
  ...WRITES.train,
  ...WRITES.export,
  ...WRITES.study,
  ...WRITES.mine,
  ...WRITES.judge,
  ...WRITES.synthesize,
]);

/** Whether a name stands in OUT because some command of Kennel's put it there. */
export function isOwnOutput(name: string): boolean {
  return OWN.has(name) || isRecordOfSet(name);
}

/** Whether a name is that of a record of a further evaluation set. */
function isRecordOfSet(name: string): boolean {
  return RECORD_OF_SET.test(name);
}

/** Whether a command that writes these names also writes, and replaces, one that depends on the evaluation sets. */
export function writesAlso(writes: readonly string[], name: string): boolean {
  return writes.includes(RECORDS[0]) && isRecordOfSet(name);
}

/** Files of an exported model, by path in it; an export also keeps the files of the model it started from. */
const MODEL_FILES = new Set([
  'model.safetensors',
  'config.json',
  'modules.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'tokenizer.json',
  'vocab.txt',
  'README.md',
  'PROVENANCE.md',
  '1_Pooling/config.json',
]);

/** Whether an export of Kennel's has a file at this path in model/. */
export function isOwnModelFile(path: string): boolean {
  return MODEL_FILES.has(path);
}
