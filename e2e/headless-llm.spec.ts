import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';
import { microModelZip } from './data/micro-model.ts';
import type { Behaviour, RoomLog } from './servers/llm-room.ts';
import { startLlmServer, type LlmServer } from './servers/llm-server.ts';

const PROJECT = join(import.meta.dirname, '..');
const KEY = 'sk-headless-0123456789';

/** Ways to misbehave that cost a user nothing, and replies that cost but cannot be used. */
const FREE: readonly Behaviour[] = ['limit', 'error-500', 'error-in-stream', 'cut', 'cut-off', 'reset'];
const USELESS: readonly Behaviour[] = ['empty', 'malformed', 'refusal'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `kennel` without npm around it; it is interrupted as soon as `file` has so many lines. */
async function kennel(
  words: readonly string[],
  interrupt?: { readonly file: string; readonly lines: number },
): Promise<Ended> {
  const env = { ...process.env, KENNEL_LLM_KEY: KEY };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    cwd: PROJECT,
    env,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const watch = setInterval(() => {
    if (interrupt === undefined || child.killed || linesOf(interrupt.file).length < interrupt.lines) return;
    child.kill('SIGINT');
  }, 20);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  return { code, stdout, stderr };
}

function linesOf(file: string): string[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

const Reply = v.object({
  hash: v.string(),
  text: v.string(),
  ask: v.object({
    attempt: v.number(),
    messages: v.array(v.object({ role: v.string(), content: v.string() })),
  }),
});

/** The prompts of the stored replies, each as often as it was answered, as the server writes them. */
function storedPrompts(file: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const replies = linesOf(file).map((line) => v.parse(Reply, JSON.parse(line)));
  expect(new Set(replies.map(({ hash }) => hash)).size).toBe(replies.length);
  for (const { ask } of replies) {
    const prompt = JSON.stringify(ask.messages);
    counts[prompt] = (counts[prompt] ?? 0) + 1;
  }
  return counts;
}

/** Everything that the command left, and said. */
function traces(...ended: readonly Ended[]): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  return [...texts, ...ended.flatMap(({ stdout, stderr }) => [stdout, stderr])].join('\n');
}

function misbehaved(log: RoomLog): number {
  return log.requests.filter((behaviour) => behaviour !== 'answer').length;
}

let folder: string;
let server: LlmServer;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-headless-llm-'));
  server = await startLlmServer();
});
test.afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const ofRoom = ({ url }: { readonly url: string }): string[] => [
  ...['--llmUrl', url, '--llmModel', 'test-model', '--llmConcurrency', '6', '--llmRetries', '20'],
  ...['--llmTimeout', '10', '--backend', 'wasm'],
];

test('synthesize, interrupted in the middle: the same command goes on, no row is lost and no reply paid twice (seed 5)', async () => {
  const chance = { seed: 5, share: 0.2, of: [...FREE, ...USELESS] };
  const room = server.open({ chance, retryAfter: '0', delay: 60, key: KEY });
  const out = join(folder, 'made');
  const log = `${out}.replies.jsonl`;
  const queries = join(folder, 'queries.jsonl');
  writeFileSync(queries, linesOf('public/sample/queries.jsonl').slice(0, 24).join('\n'));
  const words = ['synthesize', '--queries', queries, ...ofRoom(room), '--out', out];

  const cut = await kennel(words, { file: log, lines: 30 });
  expect(cut).toMatchObject({ code: 1, stdout: '' });
  expect(cut.stderr).toContain('Replies under way are waited for');
  expect(cut.stderr.trimEnd().split('\n').at(-1)).toContain(log);
  expect(existsSync(out)).toBe(false);
  // Not one reply that came, or was on its way, is missing.
  expect(storedPrompts(log)).toEqual(room.log().answered);
  const before = linesOf(log).length;

  const run = await kennel(words);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stderr).toContain(`${before} replies of earlier work are used again.`);
  const result = v.parse(
    v.object({
      rows: v.number(),
      ended: v.string(),
      unfinished: v.boolean(),
      rates: v.object({ states: v.record(v.string(), v.number()) }),
    }),
    JSON.parse(run.stdout),
  );
  expect(result).toMatchObject({ rows: 24, ended: 'finished', unfinished: false });
  const { waiting, failed = 0 } = result.rates.states;
  expect(waiting).toBe(0);
  expect(failed).toBeLessThan(4);
  expect(linesOf(join(out, 'synthetic.jsonl')).length).toBeGreaterThan(15);
  expect(existsSync(log)).toBe(false);
  expect(storedPrompts(join(out, 'replies.jsonl'))).toEqual(room.log().answered);
  expect(misbehaved(room.log())).toBeGreaterThan(20);
  expect(traces(cut, run)).not.toContain(KEY);
});

test('judge, interrupted in the middle: the same command goes on, every pair ends, no reply paid twice (seed 7)', async () => {
  const chance = { seed: 7, share: 0.2, of: [...FREE, 'empty', 'malformed'] as const };
  const room = server.open({ chance, retryAfter: '0', delay: 60, key: KEY });
  const out = join(folder, 'judged');
  const log = `${out}.replies.jsonl`;
  const [rows, model, prompts] = ['rows.jsonl', 'micro.zip', 'prompts.json'].map((name) =>
    join(folder, name),
  );
  const row = (i: number) => ({
    query: `word${i} word${i + 1}`,
    positive: `word${i} ${'word2 '.repeat(1 + (i % 7))}`,
  });
  writeFileSync(rows ?? '', Array.from({ length: 12 }, (_, i) => JSON.stringify(row(i))).join('\n'));
  writeFileSync(model ?? '', microModelZip());
  writeFileSync(prompts ?? '', JSON.stringify({ compare: { system: 'You compare passages for a test.' } }));
  const given = ['--data', rows ?? '', '--model', model ?? '', '--prompts', prompts ?? ''];
  const words = ['judge', ...given, ...ofRoom(room), '--out', out];

  const cut = await kennel(words, { file: log, lines: 40 });
  expect(cut).toMatchObject({ code: 1, stdout: '' });
  expect(existsSync(out)).toBe(false);
  expect(storedPrompts(log)).toEqual(room.log().answered);

  const run = await kennel(words);
  expect(run).toMatchObject({ code: 0 });
  const result = v.parse(
    v.object({
      pairs: v.number(),
      ended: v.string(),
      notes: v.array(v.string()),
      rates: v.object({ llm: v.object({ preferred: v.number(), leftOut: v.number(), waiting: v.number() }) }),
    }),
    JSON.parse(run.stdout),
  );
  const { preferred, leftOut, waiting } = result.rates.llm;
  expect(result.ended).toBe('finished');
  expect(result.pairs).toBeGreaterThan(40);
  expect(preferred).toBeGreaterThan(result.pairs / 2);
  if (waiting > 0) expect(result.notes.at(-1)).toMatch(new RegExp(`^${waiting} pairs? got no answer`, 'u'));
  expect(linesOf(join(out, 'preferences.jsonl'))).toHaveLength(result.pairs - leftOut - waiting);
  expect(existsSync(log)).toBe(false);
  const { answered, bodies } = room.log();
  expect(storedPrompts(join(out, 'replies.jsonl'))).toEqual(answered);
  expect(JSON.stringify(bodies[0])).toContain('You compare passages for a test.');
  expect(traces(cut, run)).not.toContain(KEY);
});
