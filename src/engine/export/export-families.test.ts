import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readSafetensors } from '../../core/safetensors/read';
import byteLevel from '../../fixtures/tokenizers/byte-level-bpe.json';
import mpnet from '../../fixtures/tokenizers/mpnet.json';
import unigram from '../../fixtures/tokenizers/unigram.json';
import { defaultSettings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import type { ModelFolder } from '../model/folder/model-folder';
import { openModelFolder } from '../model/folder/open-model-folder';
import { BiEncoder } from '../model/bi-encoder';
import { uploadWeights } from '../model/weights';
import { encoderSetup, reportModel } from '../session/encoder-setup';
import { expectClose } from '../testing/close-to';
import { exportModelZip } from './export-model-zip';

const configs = import.meta.glob<Record<string, unknown>>('../../fixtures/golden/*/config.json', {
  eager: true,
  import: 'default',
});
const weightUrls = import.meta.glob<string>('../../fixtures/golden/*/model.safetensors', {
  query: '?url',
  eager: true,
  import: 'default',
});
const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'the', 'low', '##er', '##est', 'new'].join('\n');

interface Family {
  readonly golden: string;
  readonly type: string;
  readonly label: string;
  readonly maxLength: number;
  readonly tokenizer: Record<string, string>;
  /** Of "low new". */
  readonly ids: number[];
}

const FAMILIES: Family[] = [
  {
    golden: 'distilbert',
    type: 'distilbert',
    label: 'DistilBERT',
    maxLength: 40,
    tokenizer: { 'vocab.txt': VOCABULARY },
    ids: [2, 5, 8, 3],
  },
  {
    golden: 'xlm-roberta',
    type: 'xlm-roberta',
    label: 'XLM-RoBERTa',
    maxLength: 38,
    tokenizer: { 'tokenizer.json': JSON.stringify(unigram) },
    ids: [0, 5, 13, 2],
  },
  {
    golden: 'xlm-roberta',
    type: 'roberta',
    label: 'RoBERTa',
    maxLength: 38,
    tokenizer: { 'tokenizer.json': JSON.stringify(byteLevel), 'merges.txt': 'l o', 'vocab.json': '{}' },
    ids: [0, 19, 24, 2],
  },
  {
    golden: 'mpnet',
    type: 'mpnet',
    label: 'MPNet',
    maxLength: 38,
    tokenizer: {
      'tokenizer.json': JSON.stringify(mpnet),
      'tokenizer_config.json': '{"model_max_length": 512}',
    },
    ids: [0, 6, 4, 2],
  },
];

interface Given {
  readonly configText: string;
  readonly weights: Uint8Array;
  readonly folder: ModelFolder;
}

async function open({ golden, type, tokenizer }: Family): Promise<Given> {
  const path = `../../fixtures/golden/${golden}-micro`;
  const configText = JSON.stringify({
    ...configs[`${path}/config.json`],
    model_type: type,
    torch_dtype: 'float32',
  });
  const response = await fetch(weightUrls[`${path}/model.safetensors`] ?? '');
  const weights = new Uint8Array(await response.arrayBuffer());
  const files = { 'config.json': configText, ...tokenizer };
  const folder = await openModelFolder({
    kind: 'files',
    files: [
      new File([weights], 'model.safetensors'),
      ...Object.entries(files).map(([name, text]) => new File([text], name)),
    ],
  });
  return { configText, weights, folder };
}

/** The embeddings of two texts, as a user of the model gets them. */
async function embed(folder: ModelFolder): Promise<Float32Array> {
  const model = new BiEncoder(encoderSetup(folder, defaultSettings()), uploadWeights(folder.weights));
  const embeddings = model.embed([model.queryTokens('low new'), model.queryTokens('lower')]);
  return embeddings.data<'float32'>();
}

test.each(FAMILIES)(
  '$type: opens, and its export has the same names, configuration and embeddings',
  async (family) => {
    await openDevice('wasm');
    const { configText, weights, folder } = await open(family);
    expect(reportModel(folder)).toMatchObject({ family: family.label, maxLength: family.maxLength });
    expect([...folder.tokenizer.encode('low new', 40)]).toEqual(family.ids);

    const zip = await exportModelZip({ folder, weights: folder.weights, precision: 'F32', card: '' });
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const { tensors } = readSafetensors('m', files['model.safetensors'] ?? new Uint8Array(0));
    const given = readSafetensors('m', weights).tensors;
    expect(new Set(tensors.keys())).toEqual(new Set(given.keys()));
    for (const [name, { shape, bytes }] of given) {
      expect(tensors.get(name)?.shape, name).toEqual(shape);
      expect(tensors.get(name)?.bytes, name).toEqual(bytes);
    }
    for (const [name, text] of Object.entries({ 'config.json': configText, ...family.tokenizer }))
      expect(new TextDecoder().decode(files[name]), name).toBe(text);

    const again = await openModelFolder({ kind: 'files', files: [new File([zip], 'export.zip')] });
    expectClose('embeddings', await embed(again), await embed(folder), 1e-7);
  },
);

test.each(FAMILIES)('$type: a text of the greatest length is read', async (family) => {
  await openDevice('wasm');
  const { folder } = await open(family);
  const model = new BiEncoder(encoderSetup(folder, defaultSettings()), uploadWeights(folder.weights));
  const tokens = model.queryTokens('low new '.repeat(60));
  expect(tokens.length).toBe(family.maxLength);
  // A position beyond the table would be read as zeros, in silence.
  expect(folder.config.firstPosition + tokens.length).toBe(folder.config.positions);
  expect((await model.embed([tokens]).data()).every(Number.isFinite)).toBe(true);
});
