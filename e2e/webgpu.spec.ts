import { expect, test, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/cli/find-browser.ts';
import { defaultSettings, type Settings } from '../src/core/settings/settings.ts';
import { largestDifference } from './data/largest-difference.ts';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { embedInPage } from './pages/call-engine.ts';
import { openKennel } from './pages/kennel-page.ts';

const executablePath = findBrowser();
test.use({
  launchOptions: {
    args: browserArguments({ webgpu: 'software' }),
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

const TEXTS = ['word0 word1', 'word5 word6 word7 word8', 'word30'];
/** 15 queries, a fifth of them held out: 12 rows in batches of 4 are 3 steps. */
const SETTINGS: Settings = { ...defaultSettings(), batch: 4, lr: 1e-3, evalEvery: 3, loadBest: false };

interface Trained {
  readonly backend: string;
  readonly losses: readonly number[];
  readonly embeddings: number[][];
}

/** Trains the micro model through the page's scripting handle. */
async function trainMicro(page: Page, backend: 'webgpu' | 'wasm'): Promise<Trained> {
  await openKennel(page, `/?backend=${backend}`);
  const settings = { ...SETTINGS, backend };
  const given = { settings, zip: microModelZip().toString('base64'), rows: microRows(15) };
  const run = await page.evaluate(async ({ settings: chosen, zip, rows }) => {
    const { kennel } = globalThis;
    const bytes = Uint8Array.from(atob(zip), (char) => char.charCodeAt(0));
    const files = (name: string, content: BlobPart) =>
      ({ source: { kind: 'files', files: [new File([content], name)] } }) as const;
    await kennel.call('openDevice', { backend: chosen.backend });
    await kennel.call('openModel', files('micro.zip', bytes));
    await kennel.call('openTrainingData', files('rows.jsonl', rows));
    const losses: number[] = [];
    const result = await kennel.call(
      'train',
      { settings: chosen },
      {
        onEvent: (event) => {
          if (event.kind === 'step') losses.push(event.loss);
        },
      },
    );
    return { backend: result.backend, losses };
  }, given);
  return { ...run, embeddings: await embedInPage(page, TEXTS, settings) };
}

test('three steps of a micro model on WebGPU agree with WASM within 1e-3', async ({ page, context }) => {
  test.setTimeout(240_000);
  const gpu = await trainMicro(page, 'webgpu');
  const wasm = await trainMicro(await context.newPage(), 'wasm');
  expect([gpu.backend, wasm.backend]).toEqual(['webgpu', 'wasm']);
  expect(gpu.losses).toHaveLength(3);
  expect(largestDifference([gpu.losses], [wasm.losses])).toBeLessThan(1e-3);
  expect(largestDifference(gpu.embeddings, wasm.embeddings)).toBeLessThan(1e-3);
});

test('a software adapter is not taken for a GPU: without being asked, the page trains on WASM and says why', async ({
  page,
}) => {
  const kennel = await openKennel(page);
  await expect(kennel.device).toContainText('WASM');
  await expect(kennel.device).toContainText(/software/i);
});
