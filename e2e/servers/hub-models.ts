import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A model that the test Hub has, and how it misbehaves. */
export interface HubModel {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Status and X-Error-Code of every answer. */
  readonly refuse?: readonly [number, string?];
  /** Needed to read anything. */
  readonly token?: string;
  /** No API: only files, as on a simple mirror. */
  readonly noListing?: true;
  /** Weights without a redirect to storage. */
  readonly direct?: true;
  /** A login page in place of every file. */
  readonly html?: true;
  readonly wrongChecksum?: true;
  /** Connection cut in the middle; less than there should be, without an error; stalling. */
  readonly weights?: 'cut' | 'short' | 'slow';
}

const fixture = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

/** 97 tokens, as many as the micro model has embeddings. */
const VOCABULARY = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'],
  ...LETTERS,
  ...LETTERS.map((letter) => `##${letter}`),
  ...Array.from({ length: 40 }, (_, i) => `word${i}`),
];

/** The golden micro encoder as a sentence-transformers folder: 2 layers, 32 wide, vocab.txt only. */
function microModel(): Map<string, Buffer> {
  const golden = fixture('src/fixtures/golden/bert-micro');
  return new Map([
    ['config.json', readFileSync(`${golden}/config.json`)],
    ['model.safetensors', readFileSync(`${golden}/model.safetensors`)],
    ['vocab.txt', Buffer.from(VOCABULARY.join('\n'))],
    ['tokenizer_config.json', json({ do_lower_case: true, model_max_length: 40 })],
    ['sentence_bert_config.json', json({ max_seq_length: 32 })],
    [
      'modules.json',
      json([
        { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
        { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
      ]),
    ],
    ['1_Pooling/config.json', json({ word_embedding_dimension: 32, pooling_mode_cls_token: true })],
    ['config_sentence_transformers.json', json({ prompts: { query: 'query: ', passage: 'passage: ' } })],
    ['README.md', Buffer.from('# A micro model\n')],
  ]);
}

/** The golden micro encoder of MPNet, with a tokenizer of 11 tokens. */
function mpnetModel(): Map<string, Buffer> {
  const golden = fixture('src/fixtures/golden/mpnet-micro');
  return new Map([
    ['config.json', readFileSync(`${golden}/config.json`)],
    ['model.safetensors', readFileSync(`${golden}/model.safetensors`)],
    ['tokenizer.json', readFileSync(fixture('src/fixtures/tokenizers/mpnet.json'))],
  ]);
}

function pocketModel(): Map<string, Buffer> {
  const folder = fixture('public/models/pocket');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = paths.map((entry): [string, Buffer] => {
    const path = `${entry.parentPath}/${entry.name}`;
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)];
  });
  return new Map(files);
}

function changed(
  base: ReadonlyMap<string, Buffer>,
  change: Record<string, Buffer | null>,
): Map<string, Buffer> {
  const files = new Map(base);
  for (const [path, bytes] of Object.entries(change)) {
    if (bytes === null) files.delete(path);
    else files.set(path, bytes);
  }
  return files;
}

/** Every model of the test Hub, by id; the name says what is special about it. */
export function hubModels(): ReadonlyMap<string, HubModel> {
  const files = microModel();
  const pytorchOnly = changed(files, {
    'model.safetensors': null,
    'pytorch_model.bin': Buffer.from('pickle'),
  });
  const maxPooling = json({ word_embedding_dimension: 32, pooling_mode_max_tokens: true });
  const deberta = json({ model_type: 'deberta-v2' });
  return new Map<string, HubModel>([
    ['kennel/pocket', { files: pocketModel() }],
    ['kennel/micro', { files }],
    ['micro', { files }],
    ['kennel/mirror', { files, noListing: true }],
    ['kennel/mirror-direct', { files, noListing: true, direct: true }],
    ['kennel/private', { files, token: 'hf_good' }],
    ['kennel/forbidden', { files, refuse: [403] }],
    ['kennel/gated', { files, refuse: [403, 'GatedRepo'] }],
    ['kennel/busy', { files, refuse: [429] }],
    ['kennel/broken', { files, refuse: [500] }],
    ['kennel/html', { files, html: true }],
    ['kennel/html-mirror', { files, html: true, noListing: true }],
    ['kennel/cut', { files, weights: 'cut' }],
    ['kennel/short', { files, weights: 'short' }],
    ['kennel/slow', { files, weights: 'slow' }],
    ['kennel/wrong-checksum', { files, wrongChecksum: true }],
    ['kennel/wrong-checksum-mirror', { files, wrongChecksum: true, noListing: true, direct: true }],
    ['kennel/pytorch-only', { files: pytorchOnly }],
    ['kennel/pytorch-only-mirror', { files: pytorchOnly, noListing: true }],
    ['kennel/mpnet', { files: mpnetModel() }],
    ['kennel/deberta', { files: changed(files, { 'config.json': deberta }) }],
    ['kennel/max-pooling', { files: changed(files, { '1_Pooling/config.json': maxPooling }) }],
    ['kennel/no-config', { files: changed(files, { 'config.json': null }) }],
  ]);
}
