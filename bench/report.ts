import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../src/cli/build-app.ts';
import type { Figure } from './figure.ts';
import type { Machine, Results } from './results.ts';
import { markdownTable } from './table.ts';

/** Documents whose tables come from the results. */
export const DOCUMENTS = ['docs/performance.md', 'README.md'];

const STYLE = join(PROJECT, '.config', 'prettier.json');

/** Rewrites the tables of all documents; gives those that changed. */
export async function writeReports(results: readonly Results[]): Promise<string[]> {
  const changed: string[] = [];
  for (const name of DOCUMENTS) {
    const path = join(PROJECT, name);
    const before = readFileSync(path, 'utf8');
    const after = await withTables(before, results);
    if (after === before) continue;
    writeFileSync(path, after);
    changed.push(name);
  }
  return changed;
}

/**
 * Fills what stands between `<!-- bench: NAME -->` and `<!-- bench: end -->`, and formats the document. NAME is a
 * suite, whose table it becomes, or "summary": the figures that have an aim, without the many of memory.
 */
export async function withTables(document: string, results: readonly Results[]): Promise<string> {
  const filled = document.replace(
    /(<!-- bench: (?!end)(\w+) -->\n)[\s\S]*?(<!-- bench: end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}\n${sectionOf(name, results)}\n${end}`,
  );
  return format(filled, { ...(await resolveConfig(STYLE, { config: STYLE })), parser: 'markdown' });
}

function sectionOf(name: string, results: readonly Results[]): string {
  const sections = results.flatMap(({ machine, suites }) => {
    const chosen = suites.filter(({ suite }) => (name === 'summary' ? suite !== 'memory' : suite === name));
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
