import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../src/cli/build-app.ts';
import type { Figure } from './figure.ts';
import type { Machine, Results } from './results.ts';
import { markdownTable } from './table.ts';

/** Documents whose tables come from the results. */
export const DOCUMENTS = [join(PROJECT, 'docs', 'performance.md'), join(PROJECT, 'README.md')];

/** Rewrites the tables of all documents; gives those that changed. */
export function writeReports(results: readonly Results[]): string[] {
  return DOCUMENTS.filter((path) => {
    const before = readFileSync(path, 'utf8');
    const after = withTables(before, results);
    if (after === before) return false;
    writeFileSync(path, after);
    return true;
  });
}

/**
 * Fills what stands between `<!-- bench: NAME -->` and `<!-- bench: end -->`. NAME is a suite, whose table it becomes,
 * or "summary": the figures that have an aim.
 */
export function withTables(document: string, results: readonly Results[]): string {
  return document.replace(
    /(<!-- bench: (?!end)(\w+) -->\n)[\s\S]*?(<!-- bench: end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}\n${sectionOf(name, results)}\n${end}`,
  );
}

function sectionOf(name: string, results: readonly Results[]): string {
  const sections = results.flatMap(({ machine, suites }) => {
    const chosen = name === 'summary' ? suites : suites.filter(({ suite }) => suite === name);
    const figures = chosen.flatMap((suite) => suite.figures);
    const shown =
      name === 'summary' ? figures.filter(({ reach }) => reach !== undefined).map(withoutNote) : figures;
    return shown.length === 0 ? [] : [`${describe(machine)}\n\n${markdownTable(shown)}\n`];
  });
  return sections.length === 0 ? 'Not measured yet.\n' : sections.join('\n');
}

function withoutNote({ note: _, ...figure }: Figure): Figure {
  return figure;
}

function describe({ processor, cores, memoryGiB, system, browser, adapter }: Machine): string {
  const gpu = adapter === null ? 'no WebGPU' : `WebGPU on ${adapter}`;
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}; Chromium ${browser}; ${gpu}.`;
}
