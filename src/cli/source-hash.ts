import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The code that decides figures. */
const FOLDERS = ['src/core', 'src/engine'];
/** Tests decide none; what is built has its source beside it. */
const LEFT_OUT = /\.test\.tsx?$|^src\/engine\/wasm\/build\//;

/**
 * A fingerprint of the project's code for figures and of the packages it uses, as hex digits: it tells two states of one
 * version apart. Computed when Vite starts; an edit counts from the next start on.
 */
export function sourceHash(project: string): string {
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', ...FOLDERS.flatMap((folder) => filesIn(project, folder))])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(project, path)))
      .update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** Paths in the project, in an order that is the same on all systems. */
function filesIn(project: string, folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(project, '/').length).replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
}
