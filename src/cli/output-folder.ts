import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { findEntry } from './find-entry.ts';
import { makeFolders } from './make-folders.ts';
import { isOwnModelFile, isOwnOutput, MODEL, writesAlso } from './own-files.ts';

/** Results are written to `staging`, beside the folder they are for; `commit` puts them in place in one go. */
export interface OutputFolder {
  readonly staging: string;
  commit(): void;
  /** Removes what was staged; harmless after `commit`. */
  discard(): void;
}

export interface OutputRequest {
  /** The folder as the user named it. */
  readonly out: string;
  /** Replace what an earlier run left under the names in `writes`; everything else stays. */
  readonly force: boolean;
  /** Names that the command will write. */
  readonly writes: readonly string[];
  /** Every file that the command reads. */
  readonly inputs: readonly string[];
  /** Paths inside the model that the command exports: the export keeps those files. */
  readonly modelFiles?: readonly string[];
}

/**
 * Prepares writing to a folder. Throws InputError when it holds anything (unless `force` is set and all of it is
 * output of an earlier run), when an input would be replaced, or when its parent cannot be written.
 */
export function openOutputFolder(request: OutputRequest): OutputFolder {
  const target = resolve(request.out);
  checkTarget(target, request);
  for (const input of request.inputs) checkApart(target, input, request);
  const { staging, made } = makeStaging(request.out, target);
  return {
    staging,
    commit: () => {
      moveInPlace(staging, target, request.writes);
    },
    discard: () => {
      rmSync(staging, { recursive: true, force: true });
      for (const folder of made.toReversed()) removeIfEmpty(folder);
    },
  };
}

function checkTarget(target: string, request: OutputRequest): void {
  const { out, force, writes } = request;
  const entry = findEntry(target);
  if (entry === undefined) return;
  if (!entry.isDirectory()) throw new InputError(out, 'this is a file; --out must name a folder');
  const names = readdirSync(target);
  const foreign = names.find((name) => !isOwnOutput(name)) ?? foreignModelFile(target, names, request);
  if (foreign !== undefined)
    throw new InputError(out, `the folder holds "${foreign}", which is not Kennel's; choose another one`);
  if (names.length > 0 && !force)
    throw new InputError(out, 'the folder holds the output of an earlier run; --force replaces it');
  const replaced = [...writes, ...names.filter((name) => writesAlso(writes, name))];
  const folder = replaced.find(
    (name) => name !== MODEL && findEntry(join(target, name))?.isDirectory() === true,
  );
  if (folder !== undefined)
    throw new InputError(out, `"${folder}" in it is a folder, not Kennel's file; choose another one`);
}

/** A file in model/ that no export of Kennel's has put there. */
function foreignModelFile(
  target: string,
  names: readonly string[],
  { writes, modelFiles = [] }: OutputRequest,
): string | undefined {
  if (!writes.includes(MODEL) || !names.includes(MODEL)) return undefined;
  const model = join(target, MODEL);
  if (findEntry(model)?.isDirectory() !== true) return MODEL;
  const found = filesIn(model);
  const foreign = found.find((path) => !isOwnModelFile(path) && !modelFiles.includes(path));
  return foreign === undefined ? undefined : `${MODEL}/${foreign}`;
}

/** Every file below a folder, hidden ones too. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function checkApart(target: string, input: string, { out, writes }: OutputRequest): void {
  const path = relative(target, resolve(input));
  const [first = ''] = path.split(/[/\\]/, 1);
  if (!isAbsolute(path) && (writes.includes(first) || writesAlso(writes, first)))
    throw new InputError(out, `the input ${input} lies in it and would be lost; choose another folder`);
}

function makeStaging(out: string, target: string): { staging: string; made: string[] } {
  const staging = join(dirname(target), `.${basename(target)}-unfinished-${randomUUID().slice(0, 8)}`);
  try {
    return { staging, made: makeFolders(staging).slice(0, -1) };
  } catch (error) {
    throw new InputError(
      out,
      `the folder cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A new folder takes its place at once. In an earlier one, only what the command writes changes places. */
function moveInPlace(staging: string, target: string, writes: readonly string[]): void {
  if (existsSync(target) && readdirSync(target).length === 0) rmdirSync(target);
  if (existsSync(target)) replaceEntries(staging, target, writes);
  else renameSync(staging, target);
}

/**
 * The old entries are set aside before the new ones take their place, and put back when one of them cannot. Records of
 * evaluation sets that this run had not go too: they would be taken for its own.
 */
function replaceEntries(staging: string, target: string, writes: readonly string[]): void {
  const aside = `${staging}-replaced`;
  mkdirSync(aside);
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    renameSync(from, to);
    undo.push(() => {
      renameSync(to, from);
    });
  };
  try {
    for (const name of readdirSync(target))
      if (writesAlso(writes, name)) move(join(target, name), join(aside, name));
    for (const name of readdirSync(staging)) {
      const old = join(target, name);
      if (existsSync(old)) move(old, join(aside, name));
      move(join(staging, name), old);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    rmdirSync(aside);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // something else lies in it by now
  }
}
