import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { findEntry } from './find-entry.ts';

/** A file the user named, or one of a folder they named. */
export interface InputFile {
  readonly path: string;
  /** The name the app sees: relative to the folder that was named, with forward slashes. */
  readonly name: string;
}

/** The file, or all files below the folder (hidden ones left out), in order of name. Throws InputError when there is none. */
export function inputFiles(path: string): InputFile[] {
  const entry = findEntry(path);
  if (entry === undefined) throw new InputError(path, 'there is no such file or folder');
  if (!entry.isDirectory()) return [{ path, name: basename(path) }];
  const files = filesBelow(path, '');
  if (files.length === 0) throw new InputError(path, 'the folder is empty');
  return files;
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
