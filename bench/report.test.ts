import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../src/cli/build-app.ts';
import type { Figure } from './figure.ts';
import { DOCUMENTS, withTables } from './report.ts';
import { allResults, type Results } from './results.ts';

const machine = {
  processor: 'Some Processor',
  cores: 2,
  memoryGiB: 8,
  system: 'linux x64',
  browser: '150.0',
  adapter: null,
};
const figure: Figure = {
  subject: 'wasm pocket',
  figure: 'training',
  unit: 'tokens/s',
  ours: 4321.4,
  other: { name: 'stock tfjs', value: 321 },
  ratio: 13.46,
  reach: { text: '≥ 10×', met: true },
  note: 'three pairs',
};
const results: Results[] = [
  {
    machine,
    suites: [
      { suite: 'training', measured: '2026-01-01T00:00:00.000Z', seconds: 1, figures: [figure] },
      { suite: 'growth', measured: '2026-01-01T00:00:00.000Z', seconds: 1, figures: [withoutAim()] },
    ],
  },
];

function withoutAim(): Figure {
  return { subject: 'wasm 4 rows', figure: 'step', unit: 'ms', ours: 12 };
}

const page = (name: string): string =>
  `before\n\n<!-- bench: ${name} -->\nold\n<!-- bench: end -->\n\nafter\n`;

test('a table of a suite takes the place of the old one, and again the same', async () => {
  const filled = await withTables(page('training'), results);
  expect(filled).toContain('before\n\n<!-- bench: training -->\n');
  expect(filled).toContain('<!-- bench: end -->\n\nafter\n');
  expect(filled).toContain('Some Processor, 2 cores, 8 GiB, linux x64; Chromium 150.0; no WebGPU.');
  expect(filled).toMatch(
    /wasm pocket +\| training +\| 4,321 tokens\/s +\| 321 tokens\/s \(stock tfjs\) +\| 13.5× +\| ≥ 10×: reached +\| three pairs/,
  );
  expect(filled).not.toContain('old');
  expect(await withTables(filled, results)).toBe(filled);
});

test('the summary has the figures with an aim, and no notes', async () => {
  const filled = await withTables(page('summary'), results);
  expect(filled).toContain('wasm pocket');
  expect(filled).not.toContain('wasm 4 rows');
  expect(filled).not.toContain('three pairs');
});

test('a suite that was not run says so', async () => {
  expect(await withTables(page('memory'), results)).toContain('Not measured yet.');
});

test.each(DOCUMENTS)('the tables of %s are those of bench/results', async (name) => {
  const document = readFileSync(join(PROJECT, name), 'utf8');
  expect(document).toContain('<!-- bench: ');
  expect(await withTables(document, allResults())).toBe(document);
});
