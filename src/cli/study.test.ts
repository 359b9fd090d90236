import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { StudyCell } from '../core/study/study-cell';
import type { EngineEvent } from '../engine/protocol/events';
import { defaultSettings } from '../core/settings/settings';
import { cellCommands } from '../core/study/reproduce';
import { lockFile } from './lock-file';
import { parseCommandLine } from './parse-command-line';
import type { Task } from './run-command';
import { study } from './study';

const folder = mkdtempSync(join(tmpdir(), 'kennel-study-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cell: StudyCell = {
  ...{ key: 'k', run: 'views:labels', seed: 1, metric: 'nDCG@10', seconds: 1, steps: 1, bestStep: 1 },
  ...{ rows: 6, notes: [] },
  sets: [],
};
const table = { metric: 'nDCG@10', reference: 'untouched', sets: [], rows: [], comparisons: 0 };

/** A study whose engine tells one cell and then answers. */
function taskAt(out: string) {
  const seen: { left: string[]; saved: (() => void)[]; requests: unknown[] } = {
    left: [],
    saved: [],
    requests: [],
  };
  let hear: (event: EngineEvent) => void = () => undefined;
  const session = {
    open: () => Promise.resolve([]),
    call: (command: string) => {
      if (command === 'study') hear({ kind: 'study', cell, done: 1, total: 1, table });
      return Promise.resolve({ table, notes: [], capabilities: [] });
    },
    save: (_: string, request: unknown) => Promise.resolve(void seen.requests.push(request)),
  };
  const task = {
    session,
    inputs: { evaluations: [], model: { kind: 'source', source: { kind: 'pocket' } }, layout: {} },
    settings: defaultSettings(),
    staging: '',
    out,
    paths: { data: ['rows.jsonl'], map: ['query=q'] },
    note: () => undefined,
    listen: (listener: typeof hear) => void (hear = listener),
    whenSaved: (work: () => void) => void seen.saved.push(work),
    leave: (path: string) => void seen.left.push(path),
  };
  return { task: task as unknown as Task, seen }; // as much of a task as a study uses
}

test('the cells stay beside the output until it is in its place, and are named when the command is cancelled', async () => {
  const out = join(folder, 'a');
  const { task, seen } = taskAt(`${out}/`);
  await study(task);
  const cells = `${out}.cells.jsonl`;
  expect(seen.left).toEqual([cells]);
  expect(JSON.parse(readFileSync(cells, 'utf8'))).toEqual(cell);
  for (const work of seen.saved) work();
  expect(existsSync(cells)).toBe(false);
  expect(seen.requests).toMatchObject([{ sources: { data: ['rows.jsonl'], map: ['query=q'], eval: [] } }]);
});

test('a second study on the same output is refused while the first runs', async () => {
  const out = join(folder, 'b');
  await study(taskAt(out).task);
  await expect(study(taskAt(out).task)).rejects.toThrow(
    new RegExp(`b\\.cells\\.jsonl\\.lock: .*under way in process ${String(process.pid)}`),
  );
});

test('a lock is taken over from a process that has ended, and goes when its own is released', () => {
  const path = join(folder, 'c.lock');
  // No system gives ids as large.
  for (const left of ['2147483646\n', '', 'x']) {
    writeFileSync(path, left);
    const release = lockFile(path);
    expect(readFileSync(path, 'utf8')).toBe(`${String(process.pid)}\n`);
    expect(() => lockFile(path)).toThrow('under way');
    release();
    expect(existsSync(path)).toBe(false);
  }
});

test('the command line takes every command that a study gives', () => {
  const changed = { maxLength: 64, mineFirst: true, mineNegatives: 7, alignLr: 1e-6, lr: 1e-4, splitSeed: 3 };
  const settings = { ...defaultSettings(), ...changed };
  const run = { id: 'views:aligned', change: {}, aligned: true };
  const sources = {
    data: ['a'],
    map: ['query=q,positive=p'],
    eval: ['b'],
    evalOut: ['c'],
    preferences: ['d'],
  };
  const commands = cellCommands(run, 2, { settings, sources: { ...sources, documents: [] } });
  const [train, align] = commands.map((command) =>
    parseCommandLine(command.replaceAll("'", '').split(' ').slice(4)),
  );
  const { alignLr: _, ...ofTraining } = changed;
  expect(train).toMatchObject({
    command: 'train',
    settings: { ...ofTraining, seed: 2 },
    paths: { data: ['a'] },
  });
  expect(align).toMatchObject({ command: 'align', settings: changed, paths: { preferences: ['d'] } });
});
