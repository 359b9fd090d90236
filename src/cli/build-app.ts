import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { newestSource } from './newest-source.ts';
import { findEntry } from './find-entry.ts';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '..', '..');
/** Where the built app lies. */
export const DIST = join(PROJECT, 'dist');

/**
 * Builds the app unless the built one is newer than its sources. Talks to stderr only, because the headless
 * command's stdout is its result. Throws when the build fails.
 */
export async function buildApp(): Promise<void> {
  const built = findEntry(join(DIST, 'index.html'))?.mtimeMs ?? 0;
  if (built > newestSource(PROJECT)) return;
  process.stderr.write('Building the app (once, until its sources change) ...\n');
  const { code, output } = await runBuild();
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`);
}

function runBuild(): Promise<{ code: number | null; output: string }> {
  // Through the shell, because npm is a script of the shell on Windows.
  const child = spawn('npm run build', { cwd: PROJECT, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
