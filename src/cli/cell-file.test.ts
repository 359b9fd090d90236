import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { StudyCell } from '../core/study/study-cell';
import { openCellFile } from './cell-file';
import { parseCommandLine } from './parse-command-line';

const folder = mkdtempSync(join(tmpdir(), 'kennel-cells-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cell = (seed: number): StudyCell => ({
  key: `k${String(seed)}`,
  run: 'views:labels',
  seed,
  metric: 'nDCG@10',
  seconds: 1,
  steps: 1,
  bestStep: 1,
  notes: [],
  rows: 6,
  sets: [{ name: 's', split: 'test', role: 'in', passages: 2, questions: 'q', values: [1 / 3, 0.1 + 0.2] }],
});

test('cells come back bit for bit, also after a line that was cut off', () => {
  const path = join(folder, 'a.cells.jsonl');
  const first = openCellFile(path);
  expect(first.cells).toEqual([]);
  first.append(cell(1));
  writeFileSync(path, `${readFileSync(path, 'utf8')}${JSON.stringify(cell(2)).slice(0, 40)}`);
  const second = openCellFile(path);
  expect(second.cells).toEqual([cell(1)]);
  second.append(cell(3));
  expect(openCellFile(path).cells).toEqual([cell(1), cell(3)]);
});

test('a file of something else is refused', () => {
  const path = join(folder, 'b.cells.jsonl');
  writeFileSync(path, '{"query": "x"}\n');
  expect(() => openCellFile(path)).toThrow(/b\.cells\.jsonl:1: .*no cell/);
});

test('a study is asked for on the command line', () => {
  const words = ['study', '--data', 'a', '--eval', 'b', '--out', 'c', '--study-grids', 'views,losses'];
  const line = parseCommandLine([...words, '--studySeeds', '2', '--preferences', 'p']);
  expect(line).toMatchObject({
    command: 'study',
    settings: { studyGrids: 'views,losses', studySeeds: 2 },
    paths: { preferences: ['p'] },
  });
  expect(() => parseCommandLine([...words, '--studySeeds', '0'])).toThrow('not between 1 and 100');
  expect(() => parseCommandLine(['study', '--data', 'a', '--out', 'c', '--studyGrids', 'all'])).toThrow(
    'no grid named "all"',
  );
  expect(() => parseCommandLine(['train', '--data', 'a', '--out', 'c', '--studySeeds', '2'])).toThrow(
    'no such flag',
  );
});
