import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireBuiltKernels } from './kernels-built.setup.ts';

let folder: string;

function write(path: string, seconds: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-kernels-'));
  write('assembly/index.ts', 100);
  write('assembly/gemm.ts', 200);
  write('asconfig.json', 150);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('kernels as new as their sources pass', () => {
  write('build/kernels.wasm', 200);
  write('build/kernels-relaxed.wasm', 300);
  expect(() => {
    requireBuiltKernels(folder);
  }).not.toThrow();
});

test.each([
  ['missing kernels', []],
  ['one of two builds older than a source', [199, 300]],
])('%s are refused', (_, times) => {
  times.forEach((seconds, i) => {
    write(`build/kernels-${String(i)}.wasm`, seconds);
  });
  expect(() => {
    requireBuiltKernels(folder);
  }).toThrow('npm run kernels');
});
