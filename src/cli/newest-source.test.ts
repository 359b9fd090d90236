import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newestSource } from './newest-source';

test('only what reaches the built app counts', () => {
  const project = mkdtempSync(join(tmpdir(), 'kennel-sources-'));
  const write = (path: string, seconds: number): void => {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, seconds, seconds);
    for (let folder = dirname(file); folder !== project; folder = dirname(folder)) utimesSync(folder, 1, 1);
  };
  write('src/ui/app.tsx', 100);
  write('index.html', 200);
  expect(newestSource(project)).toBe(200_000);
  write('src/ui/app.test.tsx', 300);
  write('src/cli/main.ts', 300);
  write('src/engine/wasm/build/kernels.wasm', 300);
  write('e2e/sample.spec.ts', 300);
  expect(newestSource(project)).toBe(200_000);
  write('public/sample/train.jsonl', 400);
  expect(newestSource(project)).toBe(400_000);
  rmSync(project, { recursive: true });
});
