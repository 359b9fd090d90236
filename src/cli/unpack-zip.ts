import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';

/** Unpacks a zip that the app has made into `folder`. Throws when an entry would land outside of it. */
export function unpackZip(zip: string, folder: string): void {
  const entries = Object.entries(unzipSync(readFileSync(zip)));
  for (const [name, bytes] of entries) {
    const path = resolve(folder, name);
    if (path !== resolve(folder) && !path.startsWith(resolve(folder) + sep))
      throw new Error(`The zip holds "${name}", which lies outside of it.`);
    if (name.endsWith('/')) {
      mkdirSync(path, { recursive: true });
    } else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
  }
}
