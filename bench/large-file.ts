/**
 * What a large file takes: reads one of a gigabyte in the built app and trains a few steps on it.
 *   npx tsx bench/large-file.ts [megabytes]
 * Not part of `npm run bench`: it takes minutes, and several gigabytes of a temporary folder.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/random/random.ts';
import { defaultSettings } from '../src/core/settings/settings.ts';
import { openAppSession } from '../src/cli/app-session.ts';

const STEPS = 20;

async function writeRows(path: string, bytes: number): Promise<number> {
  const random = createRandom(7);
  const syllables = 'ba cha fra mo whe li bra sa ra ca sen dis win ter ker gel ho nu pi vo'.split(' ');
  const word = (): string => `${syllables[random.int(20)] ?? ''}${syllables[random.int(20)] ?? ''}`;
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const out = createWriteStream(path);
  let rows = 0;
  for (let size = 0; size < bytes;) {
    const lines = Array.from({ length: 2000 }, () => {
      rows++;
      return JSON.stringify({
        query: `${text(4)} ${rows}`,
        positive: text(78),
        negative: text(78),
      });
    });
    const part = `${lines.join('\n')}\n`;
    size += part.length;
    if (!out.write(part)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function measure(folder: string, megabytes: number): Promise<void> {
  const path = join(folder, 'rows.jsonl');
  const rows = await timed(`writing ${megabytes} MB`, () => writeRows(path, megabytes * 1e6));
  const batch = defaultSettings().batch;
  const settings = {
    ...defaultSettings(),
    backend: 'wasm',
    heldOut: 0.02,
    heldOutPassages: 2000,
    epochs: (STEPS * batch) / rows,
    evalEvery: STEPS,
  } as const;
  const session = await openAppSession({ backend: 'wasm', endpoint: '', onEvent: () => undefined });
  try {
    const files = [{ path, name: 'rows.jsonl', loose: true }] as const;
    const report = await timed('reading', () => session.open('openTrainingData', files));
    console.log(`${report.rows} rows. ${report.notes.join(' ')}`);
    await session.call('openModel', { source: { kind: 'pocket' } });
    const result = await timed('checks and training', () => session.call('train', { settings }));
    console.log(
      `${result.steps} steps, ${result.testSet.queries} queries against ${result.testSet.passages} passages`,
    );
  } finally {
    await session.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'kennel-large-'));
try {
  await measure(folder, Number(process.argv[2] ?? 1000));
} finally {
  await rm(folder, { recursive: true, force: true });
}
