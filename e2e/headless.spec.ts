import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { beirFiles } from './data/beir-set.ts';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';

const PROJECT = join(import.meta.dirname, '..');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `kennel` without npm around it; `signal` is sent as soon as training has begun. */
function kennel(words: readonly string[], signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], { cwd: PROJECT });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    if (signal === undefined || child.killed || !/step \d+ of/.test(stderr)) return;
    child.kill(signal);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

const Table = v.record(v.string(), v.number());
const TestSet = v.object({ name: v.string(), split: v.string(), role: v.string(), queries: v.number() });
const TrainResult = v.object({
  model: v.string(),
  loss: v.literal('infonce'),
  steps: v.number(),
  seconds: v.number(),
  backend: v.literal('wasm'),
  baseline: v.object({ bm25: Table, untouched: Table }),
  metrics: Table,
  delta: v.object({
    mean: v.number(),
    low: v.number(),
    high: v.number(),
    p: v.number(),
    verdict: v.picklist(['WIN', 'REGRESSION', 'UNDECIDED']),
  }),
  out: v.string(),
});

let folder: string;
let rows: string;
let model: string;
let out: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-headless-'));
  rows = join(folder, 'rows.jsonl');
  model = join(folder, 'micro.zip');
  out = join(folder, 'out');
  writeFileSync(rows, microRows(30));
  writeFileSync(model, microModelZip());
});
test.afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.describe.configure({ mode: 'serial' });

test('train writes the model and the records, and one JSON line', async () => {
  const run = await kennel([
    'train',
    '--data',
    rows,
    '--model',
    model,
    '--batch',
    '8',
    '--lr',
    '1e-3',
    '--backend',
    'wasm',
    '--out',
    out,
  ]);
  expect(run).toMatchObject({ code: 0 });
  const result = v.parse(TrainResult, JSON.parse(lastLine(run.stdout)));
  expect(result.steps).toBe(3);
  expect(result.out).toBe(out);
  expect(result.metrics['nDCG@10']).toBeGreaterThan(0);
  expect(readdirSync(out).sort()).toEqual([
    'metrics.json',
    'model',
    'per-query.csv',
    'qrels.trec',
    'run.trec',
    'training-log.jsonl',
  ]);
  expect(readdirSync(join(out, 'model'))).toEqual(
    expect.arrayContaining(['config.json', 'model.safetensors', 'modules.json']),
  );
  expect(
    readFileSync(join(out, 'training-log.jsonl'), 'utf8').trimEnd().split('\n').length,
  ).toBeGreaterThanOrEqual(3);
  expect(readFileSync(join(out, 'run.trec'), 'utf8')).toMatch(/^\S+ Q0 \S+ 1 \S+ \S+\n/);
  expect(run.stderr).toMatch(/memory: \d+ MB planned of/);
  expect(run.stderr).toContain('before training');
  expect(lastLine(run.stderr)).toMatch(
    /^(?:(?:Better|Worse|Undecided): nDCG@10 \d\.\d{4} -> \d\.\d{4} on \d+ quer|No measurement beat)/,
  );
});

test('the trained folder, measured again, has the figures it was trained to', async () => {
  const again = join(folder, 'again');
  const run = await kennel([
    'eval',
    '--data',
    rows,
    '--model',
    join(out, 'model'),
    '--backend',
    'wasm',
    '--out',
    again,
  ]);
  expect(run).toMatchObject({ code: 0 });
  const result = v.parse(v.object({ metrics: Table }), JSON.parse(lastLine(run.stdout)));
  const trained = v.parse(
    v.object({ metrics: Table }),
    JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8')),
  );
  expect(result.metrics['nDCG@10']).toBeCloseTo(trained.metrics['nDCG@10'] ?? Number.NaN, 6);
  expect(readdirSync(again)).toContain('metrics.json');
});

test('an earlier output is refused before any work, and replaced when forced', async () => {
  const refused = await kennel(['export', '--model', model, '--out', out]);
  expect(refused.code).toBe(2);
  expect(refused.stderr.trimEnd()).toBe(
    `${out}: the folder holds the output of an earlier run; --force replaces it`,
  );
  const forced = await kennel(['export', '--model', model, '--precision', 'F16', '--out', out, '--force']);
  expect(forced).toMatchObject({ code: 0 });
  expect(readdirSync(out)).toContain('metrics.json');
});

test('measuring into the folder of a training keeps its weights', async () => {
  const weights = join(out, 'model', 'model.safetensors');
  const before = readFileSync(weights);
  writeFileSync(join(out, 'model', 'notes.txt'), "the user's");
  const words = ['--data', rows, '--model', join(out, 'model'), '--out', out, '--force'];
  expect(await kennel(['eval', ...words, '--backend', 'wasm'])).toMatchObject({ code: 0 });
  expect(readFileSync(weights).equals(before)).toBe(true);
  expect(readFileSync(join(out, 'model', 'notes.txt'), 'utf8')).toBe("the user's");

  const refused = await kennel(['train', '--data', rows, '--model', model, '--out', out, '--force']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('the folder holds "model/notes.txt", which is not Kennel\'s');
});

test('check says what is wrong with the data', async () => {
  const mixed = join(folder, 'mixed.jsonl');
  writeFileSync(mixed, `${microRows(3)}\n{"query": "word1"\n`);
  const run = await kennel(['check', '--data', mixed]);
  expect(run).toMatchObject({ code: 0 });
  const report: unknown = JSON.parse(lastLine(run.stdout));
  expect(report).toMatchObject({
    files: [{ file: 'mixed.jsonl', rows: 3, rejected: [{ line: 4 }] }],
    findings: expect.any(Array),
  });
});

test('self-check gives its report as one JSON object', async () => {
  const run = await kennel(['self-check', '--backend', 'wasm']);
  expect(run).toMatchObject({ code: 0 });
  const report: unknown = JSON.parse(lastLine(run.stdout));
  expect(report).toMatchObject({ device: { backend: 'wasm' }, failed: 0, rows: expect.any(Array) });
  expect(lastLine(run.stderr)).toMatch(/^(\d+) of \1 checks passed\.$/);
});

test('bad input ends with 2 and one line: the file as it was named, the line where it is known, the reason', async () => {
  const bad = join(folder, 'diary.jsonl');
  writeFileSync(bad, 'Dear diary\n');
  const refused = join(folder, 'refused');
  const run = await kennel(['train', '--data', bad, '--out', refused]);
  expect(run.code).toBe(2);
  expect(lastLine(run.stderr)).toMatch(/diary\.jsonl(:1)?: \S/);
  expect(lastLine(run.stderr).startsWith(bad)).toBe(true);
  expect(run.stdout).toBe('');
  expect(readdirSync(folder).filter((name) => name.includes('refused'))).toEqual([]);

  for (const words of [['mine'], ['train', '--data', rows], ['check', '--data', join(folder, 'gone')]]) {
    const ended = await kennel(words);
    expect([words, ended.code]).toEqual([words, 2]);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});

test('a --model that is no model is named as the argument it was', async () => {
  const run = await kennel(['export', '--model', rows, '--out', join(folder, 'none')]);
  expect(run.code).toBe(2);
  expect(lastLine(run.stderr)).toBe(
    `--model ${rows}: this is not a model folder (no config.json and model.safetensors)`,
  );
});

test('an export with --eval holds the embeddings of its corpus', async () => {
  const indexed = join(folder, 'indexed');
  const words = ['--model', model, '--eval', 'public/sample', '--backend', 'wasm', '--out', indexed];
  expect(await kennel(['export', ...words])).toMatchObject({ code: 0 });
  expect(readdirSync(indexed).sort()).toEqual(['corpus-index.zip', 'model']);
  const files = unzipSync(readFileSync(join(indexed, 'corpus-index.zip')));
  expect(JSON.parse(new TextDecoder().decode(files['ids.json']))).toHaveLength(180);
});

test('lines of the evaluation data that cannot be used are announced and counted', async () => {
  const beir = join(folder, 'beir');
  mkdirSync(join(beir, 'qrels'), { recursive: true });
  const lines = (...values: object[]): string => values.map((value) => JSON.stringify(value)).join('\n');
  writeFileSync(
    join(beir, 'corpus.jsonl'),
    lines({ _id: 'd1', text: 'word1 word2' }, { _id: 'd2', text: 'word3' }, { _id: 'd3', text: '' }),
  );
  writeFileSync(join(beir, 'queries.jsonl'), lines({ _id: 'q1', text: 'word1' }));
  writeFileSync(join(beir, 'qrels', 'test.tsv'), 'q1\td1\t1\nq9\td1\t1\nq1\td2\thigh\n');
  const words = ['--model', model, '--backend', 'wasm', '--out', join(folder, 'measured')];
  const run = await kennel(['eval', '--eval', beir, ...words]);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stderr).toContain('evaluation data: 3 lines left out; the first is corpus.jsonl:3: ');
  expect(lastLine(run.stderr)).toMatch(/^nDCG@10 \d\.\d{4} on beir \(test\), 1 query; BM25 /);
  const { notes } = v.parse(v.object({ notes: v.array(v.string()) }), JSON.parse(lastLine(run.stdout)));
  expect(notes).toContain('3 lines of the evaluation data could not be used.');
});

test('sets of both roles: figures of each in the result and the records', async () => {
  const folders = { near: beirFiles(8, 0), far: beirFiles(11, 20) };
  for (const [name, files] of Object.entries(folders))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
  const both = join(folder, 'both');
  const inputs = ['--data', rows, '--eval', join(folder, 'near'), '--eval-out', join(folder, 'far')];
  const words = ['--model', model, '--backend', 'wasm', '--batch', '8', '--lr', '1e-3'];
  const run = await kennel(['train', ...inputs, ...words, '--out', both]);
  expect(run).toMatchObject({ code: 0 });
  const result = v.parse(
    v.object({ testSet: TestSet, others: v.tuple([v.object({ testSet: TestSet, metrics: Table })]) }),
    JSON.parse(lastLine(run.stdout)),
  );
  expect(result.testSet).toMatchObject({ name: 'near', split: 'test', role: 'in', queries: 8 });
  expect(result.others[0].testSet).toMatchObject({ name: 'far', split: 'test', role: 'out', queries: 11 });
  expect(run.stderr).toMatch(/step \d+: curve .*; far \d\.\d{4}/);
  expect(readdirSync(both)).toEqual(
    expect.arrayContaining(['per-query.far.csv', 'run.far.trec', 'qrels.far.trec', 'qrels.trec']),
  );
  expect(readFileSync(join(both, 'qrels.far.trec'), 'utf8').trimEnd().split('\n')).toHaveLength(11);
  expect(readFileSync(join(both, 'model', 'README.md'), 'utf8')).toContain('### far, out-of-distribution');
  // What an earlier run wrote for its sets is Kennel's to replace.
  const again = await kennel(['train', '--data', rows, ...words, '--epochs', '0', '--out', both, '--force']);
  expect(again).toMatchObject({ code: 0 });
});

test('run files are measured without a model, and all compared with the first', async () => {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const queries = Array.from({ length: 8 }, (_, i) => `q${i}`);
  const qrels = write('judged.qrels', queries.map((query) => `${query} 0 good 1\n`).join(''));
  const ranked = (good: number) =>
    queries.map((query) => `${query} Q0 bad 1 2 t\n${query} Q0 good 2 ${good} t\n`).join('');
  const runs = ['--run', write('old.trec', ranked(1)), '--run', write('new.trec', ranked(3))];
  const measured = join(folder, 'measured-runs');
  const run = await kennel(['eval', ...runs, '--qrels', qrels, '--out', measured]);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stderr).toMatch(/new against old on .*judged: Better, nDCG@10 \+0\.3691/);
  const result = v.parse(
    v.object({ comparisons: v.tuple([v.object({ adjustedP: v.number(), queries: v.literal(8) })]) }),
    JSON.parse(lastLine(run.stdout)),
  );
  expect(result.comparisons[0].adjustedP).toBe(2 / 2 ** 8);
  expect(readdirSync(measured).sort()).toEqual(['metrics.json', 'per-query.csv']);

  const wrong = write('wrong.trec', 'q0 Q0 good 1 1 t\nq0 Q0 good 2 high t\n');
  const refused = await kennel(['eval', '--run', wrong, '--qrels', qrels, '--out', join(folder, 'none')]);
  expect(refused).toMatchObject({ code: 2 });
  expect(lastLine(refused.stderr)).toBe(`${wrong}:2: the score "high" is not a number`);
});

test('Ctrl-C ends a run cleanly: exit code 1, nothing written, nothing left behind', async () => {
  const cancelled = join(folder, 'cancelled');
  const words = ['train', '--data', rows, '--model', model, '--epochs', '1000', '--backend', 'wasm'];
  const run = await kennel([...words, '--out', cancelled], 'SIGINT');
  expect(run.code).toBe(1);
  expect(lastLine(run.stderr)).toBe('Cancelled; nothing was written.');
  expect(run.stdout).toBe('');
  expect(readdirSync(folder).filter((name) => name.includes('cancelled'))).toEqual([]);
});
