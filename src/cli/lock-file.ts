import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../core/input-error.ts';

/**
 * Keeps a second process from the same work by a file that holds this one's id; gives what removes it again. A file whose
 * process has ended is taken over.
 * @throws InputError while the process that made it runs
 */
export function lockFile(path: string): () => void {
  const holder = holderOf(path);
  if (holder !== undefined && isRunning(holder))
    throw new InputError(path, `the same work is under way in process ${holder}; wait for it, or end it`);
  rmSync(path, { force: true });
  // Fails where another process has made it in the meantime.
  writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
  return () => {
    rmSync(path, { force: true });
  };
}

function holderOf(path: string): number | undefined {
  try {
    const id = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0); // asks only
    return true;
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
