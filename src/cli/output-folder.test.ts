import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOutputFolder as open, type OutputFolder } from './output-folder';
import { WRITES } from './own-files';

let parent: string;
let out: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kennel-output-'));
  out = join(parent, 'out');
});
afterEach(() => rmSync(parent, { recursive: true }));

const metrics = (): string => readFileSync(join(out, 'metrics.json'), 'utf8');

function openOutputFolder(
  folder: string,
  force: boolean,
  inputs: readonly string[],
  writes: readonly string[] = WRITES.train,
): OutputFolder {
  return open({ out: folder, force, inputs, writes });
}

/** Runs a whole output: stage, write, commit. */
function write(text: string, force: boolean): void {
  const output = openOutputFolder(out, force, []);
  writeFileSync(join(output.staging, 'metrics.json'), text);
  output.commit();
  output.discard();
}

test('nothing stands in the folder until commit, and then everything', () => {
  const output = openOutputFolder(join(parent, 'deep', 'out'), false, []);
  writeFileSync(join(output.staging, 'metrics.json'), '{}');
  expect(existsSync(join(parent, 'deep', 'out'))).toBe(false);
  output.commit();
  expect(readdirSync(join(parent, 'deep'))).toEqual(['out']);
  expect(readdirSync(join(parent, 'deep', 'out'))).toEqual(['metrics.json']);
});

test('a discarded output leaves no trace', () => {
  const output = openOutputFolder(out, false, []);
  writeFileSync(join(output.staging, 'metrics.json'), '{}');
  output.discard();
  expect(readdirSync(parent)).toEqual([]);
});

test('an empty folder is taken, an earlier output only with force', () => {
  mkdirSync(out);
  write('first', false);
  expect(() => openOutputFolder(out, false, [])).toThrow('--force replaces it');
  expect(metrics()).toBe('first');
  write('second', true);
  expect(metrics()).toBe('second');
  expect(readdirSync(parent)).toEqual(['out']);
});

test("somebody else's files are never replaced, not even with force", () => {
  mkdirSync(out);
  writeFileSync(join(out, 'thesis.tex'), '');
  expect(() => openOutputFolder(out, true, [])).toThrow('the folder holds "thesis.tex"');
});

test('an input that lies in the folder is not put at risk', () => {
  write('first', false);
  const input = join(out, 'model', 'model.safetensors');
  expect(() => openOutputFolder(out, true, [input])).toThrow('lies in it and would be lost');
  openOutputFolder(out, true, [input], WRITES.eval).discard(); // measures the model where it lies
  expect(readdirSync(parent)).toEqual(['out']);
  openOutputFolder(out, true, [join(parent, 'out2', 'x')]).discard();
  openOutputFolder(out, true, [join(parent, '..data')]).discard();
});

test('a file in its place is refused', () => {
  writeFileSync(out, '');
  expect(() => openOutputFolder(out, true, [])).toThrow('this is a file');
  expect(() => openOutputFolder(join(out, 'below'), false, [])).toThrow('cannot be made');
});

test('with force only what the command writes is replaced: measuring keeps the trained weights', () => {
  write('first', false);
  mkdirSync(join(out, 'model'));
  writeFileSync(join(out, 'model', 'model.safetensors'), 'trained');
  writeFileSync(join(out, 'model', 'notes.txt'), "the user's");
  const output = openOutputFolder(out, true, [], WRITES.eval);
  writeFileSync(join(output.staging, 'metrics.json'), 'second');
  output.commit();
  output.discard();
  expect(metrics()).toBe('second');
  expect(readFileSync(join(out, 'model', 'model.safetensors'), 'utf8')).toBe('trained');
  expect(readFileSync(join(out, 'model', 'notes.txt'), 'utf8')).toBe("the user's");
  expect(readdirSync(parent)).toEqual(['out']);
});

test('records of evaluation sets that the new run had not do not stay beside its own', () => {
  write('first', false);
  const old = ['run.far.trec', 'qrels.far.trec', 'per-query.far.csv'];
  for (const name of old) writeFileSync(join(out, name), 'first');
  openOutputFolder(out, true, [], WRITES.export).discard();
  const output = openOutputFolder(out, true, [], WRITES.eval);
  writeFileSync(join(output.staging, 'metrics.json'), 'second');
  writeFileSync(join(output.staging, 'run.near.trec'), 'second');
  output.commit();
  expect(readdirSync(out).sort()).toEqual(['metrics.json', 'run.near.trec']);
  mkdirSync(join(out, 'qrels.far.trec'));
  expect(() => openOutputFolder(out, true, [], WRITES.eval)).toThrow('"qrels.far.trec" in it is a folder');
  rmSync(join(out, 'qrels.far.trec'), { recursive: true });
  const input = join(out, 'run.near.trec');
  expect(() => openOutputFolder(out, true, [input], WRITES.eval)).toThrow('would be lost');
});

test("somebody else's file in model/ keeps it from being replaced", () => {
  mkdirSync(join(out, 'model', '1_Pooling'), { recursive: true });
  writeFileSync(join(out, 'model', '1_Pooling', 'config.json'), '');
  openOutputFolder(out, true, []).discard();
  const notes = join(out, 'model', '1_Pooling', '.notes');
  writeFileSync(notes, '');
  expect(() => openOutputFolder(out, true, [])).toThrow('the folder holds "model/1_Pooling/.notes"');
  const kept = { out, force: true, inputs: [], writes: WRITES.export, modelFiles: ['1_Pooling/.notes'] };
  open(kept).discard();
});

test('folders above it are made, and removed again with a discarded output', () => {
  openOutputFolder(join(parent, 'a', 'b', 'out'), false, []).discard();
  expect(readdirSync(parent)).toEqual([]);
});

test.runIf(process.platform === 'linux')('a place where nothing can be made is refused at once', () => {
  expect(() => openOutputFolder('/proc/kennel/out', false, [])).toThrow('the folder cannot be made');
});
