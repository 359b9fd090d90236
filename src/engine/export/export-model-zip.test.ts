import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import expected from '../../fixtures/pocket-expected.json';
import crossEncoderUrl from '../../fixtures/golden/bert-cross-encoder-micro/model.safetensors?url';
import microConfig from '../../fixtures/golden/bert-micro/config.json';
import type { FloatTensor } from '../../core/safetensors/dtype';
import { floatsToHalves, halvesToFloats } from '../../core/safetensors/half';
import { readSafetensors } from '../../core/safetensors/read';
import type { ModelFolder } from '../model/folder/model-folder';
import { openModelFolder } from '../model/folder/open-model-folder';
import { exportModelZip, type ModelExport } from './export-model-zip';

const pocket = await openModelFolder({ kind: 'pocket' });

/** As if trained: every value a little different, and none a half. */
const trained = new Map(
  [...pocket.weights].map(([name, { shape, values }]) => [
    name,
    { shape, values: values.map((v) => v * 1.0003 + 1e-5) },
  ]),
);

const reopen = (zip: Blob): Promise<ModelFolder> =>
  openModelFolder({ kind: 'files', files: [new File([zip], 'export.zip')] });

const unzip = async (zip: Blob): Promise<Record<string, Uint8Array>> =>
  unzipSync(new Uint8Array(await zip.arrayBuffer()));

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const json = (bytes: Uint8Array | undefined): unknown => JSON.parse(text(bytes));

function exporting(change: Partial<ModelExport> = {}): Promise<Blob> {
  return exportModelZip({ folder: pocket, weights: trained, precision: 'F32', card: '# card', ...change });
}

function expectSameBits(got: ReadonlyMap<string, FloatTensor>, want: ReadonlyMap<string, FloatTensor>): void {
  expect([...got.keys()]).toEqual([...want.keys()]);
  for (const [name, { shape, values }] of want) {
    expect(got.get(name)?.shape).toEqual(shape);
    const found = got.get(name)?.values ?? new Float32Array(0);
    const bits = new Uint32Array(found.buffer, found.byteOffset, found.length);
    const wanted = new Uint32Array(values.buffer, values.byteOffset, values.length);
    expect(
      bits.findIndex((bit, i) => bit !== wanted[i]),
      name,
    ).toBe(-1);
    expect(found.length).toBe(values.length);
  }
}

test('F32: the exported zip opens with the same weights bit for bit and the same token ids', async () => {
  const folder = await reopen(await exporting());
  expectSameBits(folder.weights, trained);
  expect(folder).toMatchObject({ dtype: 'F32', maxLength: 256, pooling: 'mean', normalise: true, notes: [] });
  expected.texts.forEach((sample, i) => {
    expect([...folder.tokenizer.encode(sample, 256)]).toEqual(expected.token_ids[i]);
  });
});

test('F16: the weights are the nearest halves, in half the bytes', async () => {
  const zip = await exporting({ precision: 'F16' });
  const folder = await reopen(zip);
  const halves = new Map(
    [...trained].map(([name, { shape, values }]) => [
      name,
      { shape, values: halvesToFloats(floatsToHalves(values)) },
    ]),
  );
  expectSameBits(folder.weights, halves);
  expect(zip.size).toBeLessThan((await exporting()).size * 0.6);
});

test('all other files are kept byte for byte; config.json names the precision', async () => {
  const files = await unzip(await exporting());
  for (const [path, bytes] of pocket.files)
    if (path !== 'config.json') expect(files[path], path).toEqual(bytes);
  const config = JSON.parse(text(pocket.files.get('config.json'))) as object; // opened before
  expect(json(files['config.json'])).toEqual({ ...config, torch_dtype: 'float32' });
  expect(text(files['README.md'])).toBe('# card');
  expect(Object.keys(files)).toContain('2_Normalize/');
  expect((await unzip(await exporting({ precision: 'F16' })))['config.json']).toEqual(
    pocket.files.get('config.json'),
  );
});

test('equal weights give an equal zip', async () => {
  const digest = async (zip: Blob): Promise<string> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', await zip.arrayBuffer())).join();
  expect(await digest(await exporting())).toBe(await digest(await exporting()));
});

test('what the user changed is what the export states', async () => {
  const prompts = { query: 'query: ', passage: 'passage: ' };
  const changed = { ...pocket, pooling: 'cls', normalise: false, maxLength: 64, prompts } as const;
  const folder = await reopen(await exporting({ folder: changed }));
  expect(folder).toMatchObject({ pooling: 'cls', normalise: false, maxLength: 64, prompts });
  const config = json(folder.files.get('config_sentence_transformers.json'));
  expect(config).toMatchObject({ similarity_fn_name: 'cosine', __version__: { pytorch: '2.13.0' } });
});

/** Only an encoder with a prefix, a pooler, a head, position ids and a vocabulary: nothing of sentence-transformers. */
async function bareFolder(): Promise<ModelFolder> {
  const weights = await (await fetch(crossEncoderUrl)).blob();
  const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', 'b'].join('\n');
  return openModelFolder({
    kind: 'files',
    files: [
      new File([JSON.stringify(microConfig)], 'config.json'),
      new File([vocabulary], 'vocab.txt'),
      new File([weights], 'model.safetensors'),
    ],
  });
}

test('a bare encoder becomes a whole sentence-transformers folder', async () => {
  const bare = await bareFolder();
  const files = await unzip(await exporting({ folder: { ...bare, normalise: true }, weights: bare.weights }));
  expect(json(files['modules.json'])).toMatchObject([
    { idx: 0, path: '', type: 'sentence_transformers.models.Transformer' },
    { idx: 1, path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
    { idx: 2, path: '2_Normalize', type: 'sentence_transformers.models.Normalize' },
  ]);
  expect(json(files['1_Pooling/config.json'])).toMatchObject({
    word_embedding_dimension: 32,
    pooling_mode_mean_tokens: true,
    pooling_mode_cls_token: false,
  });
  expect(json(files['sentence_bert_config.json'])).toEqual({ do_lower_case: false, max_seq_length: 40 });
  expect(json(files['config_sentence_transformers.json'])).toMatchObject({
    prompts: { query: '', document: '' },
  });
});

test('names keep their prefix, and pooler, heads and integers stay', async () => {
  const bare = await bareFolder();
  const ids = { dtype: 'I64', shape: [1], bytes: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) };
  const folder = {
    ...bare,
    passThrough: new Map([...bare.passThrough, ['bert.embeddings.position_ids', ids]]),
  };
  const files = await unzip(await exporting({ folder, weights: bare.weights, precision: 'F16' }));
  const { tensors } = readSafetensors('m', files['model.safetensors'] ?? new Uint8Array(0));
  expect(tensors.get('bert.embeddings.position_ids')).toEqual(ids);
  expect(tensors.get('classifier.weight')?.dtype).toBe('F16');
  expect(tensors.get('bert.encoder.layer.1.output.dense.weight')?.shape).toEqual([32, 64]);
  expect(tensors.size).toBe(37 + 5);
});

test('values that float16 cannot hold are reported', async () => {
  const notes: string[] = [];
  const name = 'embeddings.LayerNorm.bias';
  const weights = new Map(trained).set(name, { shape: [192], values: new Float32Array(192).fill(1e5) });
  await exporting({ weights, precision: 'F16', onNote: (note) => notes.push(note) });
  expect(notes).toEqual([
    `192 values of ${name} are too large for float16 and became infinite; export as float32.`,
  ]);
});

test('a weight that is missing or misshapen is an error, not a broken file', async () => {
  const missing = new Map(trained);
  missing.delete('embeddings.LayerNorm.bias');
  await expect(exporting({ weights: missing })).rejects.toThrow('"embeddings.LayerNorm.bias" of shape [192]');
  const short = new Map(trained).set('embeddings.LayerNorm.bias', {
    shape: [191],
    values: new Float32Array(191),
  });
  await expect(exporting({ weights: short })).rejects.toThrow('was not given to the export');
});
