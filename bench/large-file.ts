/**
 * What a large file takes: reads one of a gigabyte in the built app and trains a few steps on it, without a window and
 * through the page.
 *   npx tsx bench/large-file.ts [megabytes] [headless|page]
 * Not part of `npm run bench`: it takes minutes, and several gigabytes of a temporary folder.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAppSession } from '../src/cli/app-session.ts';
import { describeEvent } from '../src/cli/describe-event.ts';
import { createRandom } from '../src/core/random/random.ts';
import { defaultSettings, type Settings } from '../src/core/settings/settings.ts';
import type { EngineEvent } from '../src/engine/protocol/events.ts';
import { measurePage } from './large-file-page.ts';

const STEPS = 20;

/** Rows of words from a vocabulary, of which few are frequent, as in texts of people. */
async function writeRows(path: string, bytes: number): Promise<number> {
  const random = createRandom(7);
  const syllables = 'ba cha fra mo whe li bra sa ra ca sen dis win ter ker gel ho nu pi vo'.split(' ');
  const words = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 1 + random.int(4) }, () => syllables[random.int(20)] ?? '').join(''),
  );
  const text = (length: number): string =>
    Array.from({ length }, () => words[Math.floor(words.length * random.next() ** 3)] ?? '').join(' ');
  const out = createWriteStream(path);
  let rows = 0;
  for (let size = 0; size < bytes;) {
    const lines = Array.from({ length: 2000 }, () => {
      rows++;
      return JSON.stringify({ query: `${text(7)} ${rows}`, positive: text(68), negative: text(68) });
    });
    const part = `${lines.join('\n')}\n`;
    size += part.length;
    if (!out.write(part)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

/** Twenty steps, and an evaluation small enough that it is not what is measured. */
function settingsFor(rows: number): Settings {
  const { batch, ...others } = defaultSettings();
  return {
    ...others,
    batch,
    backend: 'wasm',
    heldOutQueries: 50,
    heldOutPassages: 300,
    epochs: (STEPS * batch) / rows,
    evalEvery: STEPS,
  };
}

async function measureHeadless(path: string, settings: Settings): Promise<void> {
  const started = performance.now();
  let phase = '';
  const onEvent = (event: EngineEvent): void => {
    const now = event.kind === 'progress' ? event.phase : event.kind;
    if (now === phase) return;
    phase = now;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`  ${seconds} s: ${describeEvent(event)?.text ?? now}`);
  };
  const session = await openAppSession({ backend: 'wasm', endpoint: '', onEvent });
  try {
    const report = await session.open('openTrainingData', [{ path, name: 'rows.jsonl', loose: true }]);
    console.log(`${report.rows} rows. ${report.notes.join(' ')}`);
    await session.call('openModel', { source: { kind: 'pocket' } });
    const result = await session.call('train', { settings });
    const { queries, passages } = result.testSet;
    console.log(`${result.steps} steps, ${queries} queries against ${passages} passages`);
    for (const note of result.notes) console.log(`  ${note}`);
  } finally {
    await session.close();
  }
  console.log(`headless: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

const [megabytes = '1000', only] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'kennel-large-'));
try {
  const path = join(folder, 'rows.jsonl');
  const settings = settingsFor(await writeRows(path, Number(megabytes) * 1e6));
  if (only !== 'page') await measureHeadless(path, settings);
  if (only !== 'headless') await measurePage(path, settings, STEPS);
} finally {
  await rm(folder, { recursive: true, force: true });
}
