import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../src/cli/build-app.ts';
import type { SuiteResult } from './figure.ts';

const FOLDER = join(PROJECT, 'bench', 'results');

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly browser: string;
  /** The WebGPU adapter; null: none. */
  readonly adapter: string | null;
}

/** All that was measured on one machine: `bench/results/<name>.json`. */
export interface Results {
  readonly machine: Machine;
  readonly suites: readonly SuiteResult[];
}

export function describeMachine(browser: string, adapter: string | null): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    browser,
    adapter,
  };
}

/** A GPU's results go by its name, others by the processor's. */
export function resultsName({ processor, cores, adapter }: Machine, hardware: boolean): string {
  const name = hardware && adapter !== null ? adapter : `${processor} ${cores} cores`;
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Adds what was measured; suites that were not run stay as they were. */
export function saveResults(name: string, machine: Machine, measured: readonly SuiteResult[]): string {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.json`);
  const before = existsSync(path) ? readResults(path) : { machine, suites: [] };
  const fresh = new Set(measured.map(({ suite }) => suite));
  const results: Results = {
    // A run without WebGPU does not take the name from results that had it.
    machine: { ...machine, adapter: machine.adapter ?? before.machine.adapter },
    suites: [...before.suites.filter(({ suite }) => !fresh.has(suite)), ...measured],
  };
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  return path;
}

export function allResults(): Results[] {
  if (!existsSync(FOLDER)) return [];
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => readResults(join(FOLDER, file)));
}

function readResults(path: string): Results {
  return JSON.parse(readFileSync(path, 'utf8')) as Results; // written by saveResults
}
