import { isOtherWeights, isSafetensors } from './file-roles';

/**
 * The folder of the model among the paths of what was dropped, with a final slash, or '' for the top: the
 * outermost one with a config.json and weights beside it, else the single folder that holds everything.
 */
export function modelRoot(paths: readonly string[]): string {
  const known = new Set(paths);
  const weights = paths.filter((path) => isSafetensors(path) || isOtherWeights(path));
  const roots = weights.map(folderOf).filter((folder) => known.has(`${folder}config.json`));
  const outermost = roots.sort((a, b) => a.length - b.length)[0];
  return outermost ?? commonTop(paths);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function commonTop(paths: readonly string[]): string {
  const first = paths[0] ?? '';
  const top = first.slice(0, first.indexOf('/') + 1);
  return paths.every((path) => path.startsWith(top)) ? top : '';
}
