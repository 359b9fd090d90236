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
import { openOutputFolder } from './output-folder';

let parent: string;
let out: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kennel-output-'));
  out = join(parent, 'out');
});
afterEach(() => rmSync(parent, { recursive: true }));

const metrics = (): string => readFileSync(join(out, 'metrics.json'), 'utf8');

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
  expect(readdirSync(parent)).toEqual(['out']);
  openOutputFolder(out, true, [join(parent, 'out2', 'x')]).discard();
  openOutputFolder(out, true, [join(parent, '..data')]).discard();
});

test('a file in its place is refused', () => {
  writeFileSync(out, '');
  expect(() => openOutputFolder(out, true, [])).toThrow('this is a file');
  expect(() => openOutputFolder(join(out, 'below'), false, [])).toThrow('cannot be made');
});
