import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fails when the built WASM kernels are missing or older than their sources: the engine would call them with arguments
 * that they do not know, and train, silently, with a wrong gradient.
 * @param folder What holds the kernels' `assembly`, `asconfig.json` and `build`.
 */
export function requireBuiltKernels(folder: string): void {
  const sources = [...filesIn(join(folder, 'assembly')), join(folder, 'asconfig.json')];
  const newest = Math.max(...sources.map(changed));
  const built = filesIn(join(folder, 'build')).filter((path) => path.endsWith('.wasm'));
  if (built.length > 0 && built.every((path) => changed(path) >= newest)) return;
  throw new Error('The WASM kernels are not built, or older than their sources. Build them: npm run kernels');
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function changed(path: string): number {
  return statSync(path).mtimeMs;
}

/** vitest's global set-up of the browser tests. */
export default function setup(): void {
  requireBuiltKernels(join(import.meta.dirname, '../src/engine/wasm'));
}
