import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../core/input-error.ts';
import { findEntry } from './find-entry.ts';

/** All that a run writes; with `--force` these, and only these, may be replaced. */
const OWN_NAMES = new Set(['model', 'metrics.json', 'per-query.csv', 'run.trec', 'training-log.jsonl']);

/** Results are written to `staging`, beside the folder they are for; `commit` puts them in place in one go. */
export interface OutputFolder {
  readonly staging: string;
  commit(): void;
  /** Removes what was staged; harmless after `commit`. */
  discard(): void;
}

/**
 * Prepares writing to `out`. Throws InputError when it holds anything (unless `force` is set and all of it is
 * output of an earlier run), when an input lies in it, or when its parent cannot be written.
 */
export function openOutputFolder(out: string, force: boolean, inputs: readonly string[]): OutputFolder {
  const target = resolve(out);
  checkTarget(out, target, force);
  for (const input of inputs) checkApart(out, target, input);
  const staging = makeStaging(out, target);
  return {
    staging,
    commit: () => {
      moveInPlace(staging, target);
    },
    discard: () => {
      rmSync(staging, { recursive: true, force: true });
    },
  };
}

function checkTarget(out: string, target: string, force: boolean): void {
  const entry = findEntry(target);
  if (entry === undefined) return;
  if (!entry.isDirectory()) throw new InputError(out, 'this is a file; --out must name a folder');
  const names = readdirSync(target);
  const foreign = names.find((name) => !OWN_NAMES.has(name));
  if (foreign !== undefined)
    throw new InputError(out, `the folder holds "${foreign}", which is not Kennel's; choose another one`);
  if (names.length > 0 && !force)
    throw new InputError(out, 'the folder holds the output of an earlier run; --force replaces it');
}

function checkApart(out: string, target: string, input: string): void {
  const path = relative(target, resolve(input));
  const outside = isAbsolute(path) || path.split(/[/\\]/, 1)[0] === '..';
  if (!outside)
    throw new InputError(out, `the input ${input} lies in it and would be lost; choose another folder`);
}

function makeStaging(out: string, target: string): string {
  const staging = join(dirname(target), `.${basename(target)}-unfinished-${randomUUID().slice(0, 8)}`);
  try {
    mkdirSync(staging, { recursive: true });
    return staging;
  } catch (error) {
    throw new InputError(
      out,
      `the folder cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The old output is set aside before the new one takes its place, so that one of the two is always whole. */
function moveInPlace(staging: string, target: string): void {
  if (existsSync(target) && readdirSync(target).length === 0) rmdirSync(target);
  if (!existsSync(target)) {
    renameSync(staging, target);
    return;
  }
  const aside = `${staging}-replaced`;
  renameSync(target, aside);
  try {
    renameSync(staging, target);
  } catch (error) {
    renameSync(aside, target);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
