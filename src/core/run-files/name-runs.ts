import { withoutGz } from '../formats/input-file';

/**
 * A name for each run file: the last part of its path without its ending, and as much of the path before it as tells
 * them apart; the same path twice gets a number.
 */
export function nameRuns(paths: readonly string[]): string[] {
  const stems = paths.map((path) =>
    withoutGz(path).replace(/\.(?:trec|txt|run|json|tsv|res|out|qrels?)$/iu, ''),
  );
  const short = stems.map((stem) => stem.slice(stem.lastIndexOf('/') + 1));
  const names = short.map((name, i) => (count(short, name) > 1 ? (stems[i] ?? name) : name));
  return names.map((name, i) =>
    count(names, name) > 1 ? `${name} (${1 + count(names.slice(0, i), name)})` : name,
  );
}

function count(values: readonly string[], wanted: string): number {
  return values.filter((value) => value === wanted).length;
}
