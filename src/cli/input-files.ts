import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { findEntry } from './find-entry.ts';

/** A file the user named, or one of a folder they named. */
export interface InputFile {
  readonly path: string;
  /** The name the app sees: relative to the folder that was named, with forward slashes. */
  readonly name: string;
  /** The user named the file itself, not a folder it lies in. */
  readonly loose?: true;
}

/** The file, or all files below the folder (hidden ones left out), in order of name. Throws InputError when there is none. */
export function inputFiles(path: string): InputFile[] {
  const entry = findEntry(path);
  if (entry === undefined) throw new InputError(path, 'there is no such file or folder');
  if (!entry.isDirectory()) return [{ path, name: basename(path), loose: true }];
  const files = filesBelow(path, '');
  if (files.length === 0) throw new InputError(path, 'the folder is empty');
  return files;
}

/**
 * The files of several named places together. Where one's name is taken by an earlier one, it is told apart by
 * the number of its place.
 */
export function inputFilesOf(paths: readonly string[]): InputFile[] {
  const taken = new Set<string>();
  return paths.flatMap((path, index) => {
    const files = inputFiles(path);
    const clash = files.some(({ name }) => taken.has(name));
    const named = clash ? files.map((file) => ({ ...file, name: `${index + 1}/${file.name}` })) : files;
    for (const { name } of named) taken.add(name);
    return named;
  });
}

function filesBelow(folder: string, prefix: string): InputFile[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  return names.sort().flatMap((name) => {
    const path = join(folder, name);
    const entry = findEntry(path);
    if (entry?.isDirectory() === true) return filesBelow(path, `${prefix}${name}/`);
    return entry?.isFile() === true ? [{ path, name: prefix + name }] : [];
  });
}
