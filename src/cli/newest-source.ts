import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findEntry } from './find-entry.ts';

/** What the built app is made of, relative to the project. */
const SOURCES = ['index.html', 'package-lock.json', 'vite.config.ts', 'public', 'src'];
/** Parts of these that do not reach the built app, or are made by the build itself. */
const NOT_BUILT = [
  /^src\/cli(\/|$)/,
  /^src\/fixtures(\/|$)/,
  /^src\/engine\/wasm\/build(\/|$)/,
  /\.test\.tsx?$/,
];

/** When the newest source of the app was changed, in milliseconds since 1970. Sources that are not there count as 0. */
export function newestSource(project: string): number {
  return Math.max(...SOURCES.map((path) => newestIn(project, path)));
}

function newestIn(project: string, path: string): number {
  if (NOT_BUILT.some((pattern) => pattern.test(path))) return 0;
  const entry = findEntry(join(project, path));
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  // The folder's own time counts too: it changes when a file in it is removed.
  const below = readdirSync(join(project, path)).map((name) => newestIn(project, `${path}/${name}`));
  return Math.max(entry.mtimeMs, ...below);
}
