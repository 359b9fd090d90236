import { expect, test } from 'vitest';
import { zipSync } from 'fflate';
import expected from '../../../fixtures/pocket-expected.json';
import goldenUrl from '../../../fixtures/golden/bert-micro/model.safetensors?url';
import goldenConfig from '../../../fixtures/golden/bert-micro/config.json';
import { InputError } from '../../../core/input-error';
import { openModelFolder } from './open-model-folder';

const weights = new Uint8Array(await (await fetch(goldenUrl)).arrayBuffer());
const text = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** A folder of only what is needed: the micro model with a vocabulary of 97 made-up tokens. */
const micro: Record<string, Uint8Array> = {
  'config.json': text(goldenConfig),
  'model.safetensors': weights,
  'vocab.txt': text(
    ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...Array.from({ length: 93 }, (_, i) => `w${i}`)].join('\n'),
  ),
};

/** As the browser gives the files of a dropped folder. */
function dropped(files: Record<string, Uint8Array>, folder = 'micro'): File[] {
  return Object.entries(files).map(([path, bytes]) => {
    const file = new File([bytes.slice()], path.split('/').at(-1) ?? path);
    Object.defineProperty(file, 'webkitRelativePath', { value: folder === '' ? path : `${folder}/${path}` });
    return file;
  });
}

const open = (files: readonly File[]) => openModelFolder({ kind: 'files', files });
const zip = (files: Record<string, Uint8Array>, name = 'micro.zip'): File[] => [
  new File([zipSync(files).slice()], name),
];

test('opens the built-in pocket encoder, with progress', async () => {
  const phases = new Set<string>();
  const folder = await openModelFolder({ kind: 'pocket' }, { onProgress: ({ phase }) => phases.add(phase) });
  expect(folder).toMatchObject({
    name: 'pocket',
    config: { layers: 3, hidden: 192, heads: 6, vocabulary: 12288 },
    maxLength: 256,
    pooling: 'mean',
    normalise: true,
    prompts: { query: '', passage: '' },
    dtype: 'F16',
    notes: [],
  });
  expect(phases).toContain('Loading model.safetensors');
  expect(folder.weights.size).toBe(5 + 3 * 16);
  expect(folder.weights.get('embeddings.word_embeddings.weight')?.values.every(Number.isFinite)).toBe(true);
  expect([...folder.files.keys()]).toContain('PROVENANCE.md');
  expect([...folder.files.keys()]).not.toContain('model.safetensors');
  expect([...folder.tokenizer.encode(expected.texts[0] ?? '', 256)]).toEqual(expected.token_ids[0]);
});

test('opens a dropped folder, its only top folder stripped', async () => {
  const folder = await open(dropped(micro));
  expect(folder).toMatchObject({
    name: 'micro',
    maxLength: 40,
    pooling: 'mean',
    normalise: false,
    dtype: 'F32',
  });
  expect([...folder.tokenizer.encode('w1 w2 nothing', 40)]).toEqual([2, 5, 6, 1, 3]);
});

test('loose files and a zip are the same model as the folder', async () => {
  const folder = await open(dropped(micro));
  for (const other of [await open(dropped(micro, '')), await open(zip(micro))])
    expect(other.weights).toEqual(folder.weights);
});

test('finds the model inside a larger folder, such as the output of a run', async () => {
  const inside = Object.fromEntries(
    Object.entries(micro).map(([path, bytes]) => [`out/model/${path}`, bytes]),
  );
  const folder = await open(zip({ ...inside, 'out/metrics.json': text('{}') }));
  expect(folder.name).toBe('model');
  expect([...folder.files.keys()].sort()).toEqual(['config.json', 'vocab.txt']);
});

test('weights in other forms, version control and checkpoints are left out', async () => {
  const extra = {
    'pytorch_model.bin': text('x'),
    '.git/config': text('x'),
    'checkpoint-5/model.safetensors': text('x'),
  };
  const folder = await open(dropped({ ...micro, ...extra, 'README.md': text('# micro') }));
  expect([...folder.files.keys()].sort()).toEqual(['README.md', 'config.json', 'vocab.txt']);
  expect(folder.notes.join()).toContain('pytorch_model.bin');
});

const without = (path: string): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(micro).filter(([key]) => key !== path));

test.each([
  ['nothing', [], 'no files were given'],
  ['no weights', dropped(without('model.safetensors')), 'model.safetensors: the file is missing'],
  [
    'weights as pytorch_model.bin',
    dropped({ ...without('model.safetensors'), 'pytorch_model.bin': text('x') }),
    'only in another form (pytorch_model.bin)',
  ],
  [
    'a data set',
    dropped({ 'corpus.jsonl': text('{}'), 'qrels/test.tsv': text('') }),
    'model: this is not a model folder (no config.json and model.safetensors)',
  ],
  ['no config', dropped(without('config.json')), 'config.json: the file is missing'],
  ['no tokenizer', dropped(without('vocab.txt')), 'tokenizer.json: the file is missing'],
  [
    'another family',
    dropped({ ...micro, 'config.json': text({ ...goldenConfig, model_type: 'deberta-v2' }) }),
    'this is a deberta-v2 model',
  ],
  [
    'cut weights',
    dropped({ ...micro, 'model.safetensors': weights.slice(0, 40000) }),
    'model.safetensors: the file is cut off',
  ],
  [
    'a vocabulary larger than the model',
    dropped({
      ...micro,
      'vocab.txt': text(
        ['[UNK]', '[CLS]', '[SEP]', ...Array.from({ length: 97 }, (_, i) => `w${i}`)].join('\n'),
      ),
    }),
    'vocab.txt: it has token ids up to 99, but the model knows only 97 tokens',
  ],
  ['a damaged zip', [new File([zipSync(micro).slice(0, 5000)], 'micro.zip')], 'micro.zip: '],
  ['a zip bomb', zip({ ...micro, 'vocab.txt': new Uint8Array(60_000_000) }), 'micro'],
])('%s is refused', async (_, files, message) => {
  const opening = open(files);
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.toThrow(message);
});

test('can be cancelled', async () => {
  const signal = AbortSignal.abort();
  await expect(openModelFolder({ kind: 'pocket' }, { signal })).rejects.toThrow(/abort/i);
  await expect(openModelFolder({ kind: 'files', files: dropped(micro) }, { signal })).rejects.toThrow(
    /abort/i,
  );
});
