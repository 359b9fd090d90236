import { join, sep } from 'node:path';
import type { InputFile } from './input-files.ts';

/** Names that the engine uses for everything it was given, where no single file is at fault. */
const WHOLE = new Set(['model', 'training data', 'evaluation data', 'qrels']);

/**
 * A file that the engine names, as the user would: by the path of the file or archive they gave (an archive keeps
 * its name: `data/beir.zip/corpus.jsonl`), or by its place in the folder they gave.
 */
export function nameAsGiven(file: string, files: readonly InputFile[]): string {
  const known = files.find(({ name }) => name === file);
  if (known !== undefined) return known.path;
  const archive = files.find(({ name }) => file.startsWith(`${name}/`));
  if (archive !== undefined) return archive.path + file.slice(archive.name.length);
  const place = commonPlace(files);
  if (place === undefined) return file;
  return WHOLE.has(file) ? place : join(place, file);
}

/** The folder or file that all of the files come from; undefined where they come from several. */
function commonPlace(files: readonly InputFile[]): string | undefined {
  const places = new Set(files.map(placeOf));
  const [place] = places;
  return places.size === 1 ? place : undefined;
}

function placeOf({ path, name, loose }: InputFile): string {
  if (loose === true) return path;
  const end = join(sep, name);
  return path.endsWith(end) ? path.slice(0, -end.length) : path;
}
