import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { findEntry } from './find-entry.ts';

/**
 * Makes a folder and those above it that are missing; gives the ones it made, outermost first. One by one,
 * because Node's recursive mkdir never returns where the system keeps answering that the parent is not there, as
 * in /proc. Throws where one cannot be made.
 */
export function makeFolders(path: string): string[] {
  const missing: string[] = [];
  for (let folder = path; findEntry(folder) === undefined; folder = dirname(folder)) {
    missing.unshift(folder);
    if (dirname(folder) === folder) break;
  }
  for (const folder of missing) mkdirSync(folder);
  return missing;
}
