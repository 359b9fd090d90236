const ZIP = /\.zip$/iu;
const CORPUS = /(?:^|\/)corpus\.jsonl(?:\.gz)?$/iu;

/**
 * Parts files that were given at once into evaluation sets: every zip is one, and every folder that a corpus lies in. A
 * file that belongs to none of several folders goes with the first, whose reader says what is wrong with it.
 */
export function evaluationGroups<F>(
  files: readonly F[],
  pathOf: (file: F) => string,
): readonly (readonly F[])[] {
  const zips = files.filter((file) => ZIP.test(pathOf(file)));
  const loose = files.filter((file) => !ZIP.test(pathOf(file)));
  const folders = loose.map(pathOf).flatMap((path) => (CORPUS.test(path) ? [folderOf(path)] : []));
  const places = folders.length > 1 ? folders : [''];
  const parts = places.map((_, at) => loose.filter((file) => groupOf(pathOf(file), places) === at));
  return [...zips.map((zip) => [zip]), ...parts].filter((part) => part.length > 0);
}

/** The innermost of the folders that the path lies in; 0 where it lies in none. */
function groupOf(path: string, folders: readonly string[]): number {
  const within = folders.map((folder) => (path.startsWith(folder) ? folder.length : -1));
  return Math.max(0, within.indexOf(Math.max(...within)));
}

/** With its slash; '' for a loose file. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
