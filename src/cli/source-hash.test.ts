import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourceHash } from './source-hash';

const project = mkdtempSync(join(tmpdir(), 'kennel-sources-'));
afterAll(() => {
  rmSync(project, { recursive: true });
});
const at = (path: string): string => join(project, path);

test('differs with the code of the core and the engine, not with tests, the page or what is built', () => {
  for (const folder of ['src/core/metrics', 'src/engine/wasm/build', 'src/ui'])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('package-lock.json'), '{}');
  writeFileSync(at('src/core/metrics/ndcg.ts'), 'one');
  writeFileSync(at('src/engine/worker.ts'), 'two');
  const first = sourceHash(project);
  expect(first).toMatch(/^[0-9a-f]{12}$/);
  for (const path of [
    'src/core/metrics/ndcg.test.ts',
    'src/engine/wasm/build/kernels.wasm',
    'src/ui/page.tsx',
  ])
    writeFileSync(at(path), 'three');
  expect(sourceHash(project)).toBe(first);
  const states = [first];
  writeFileSync(at('src/engine/worker.ts'), 'too');
  states.push(sourceHash(project));
  renameSync(at('src/engine/worker.ts'), at('src/engine/work.ts'));
  states.push(sourceHash(project));
  writeFileSync(at('package-lock.json'), '[]');
  states.push(sourceHash(project));
  expect(new Set(states).size).toBe(states.length);
});
