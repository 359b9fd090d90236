import type { Server } from 'node:http';
import { expect, test } from '@playwright/test';
import { DIST } from '../src/cli/build-app.ts';
import { listen } from '../src/cli/listen.ts';
import { createStaticServer } from '../src/cli/static-server.ts';
import { defaultSettings, type Settings } from '../src/core/settings/settings.ts';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';

/** 15 queries, a fifth of them held out: 12 rows in batches of 4 are 3 steps. */
const SETTINGS: Settings = { ...defaultSettings(), backend: 'wasm', batch: 4, lr: 1e-3 };

let server: Server;
let address: string;

test.beforeAll(async () => {
  // As a plain web server does: no header says that the page is isolated from others.
  server = createStaticServer({ root: DIST, headers: {} });
  address = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0, false)}/?backend=wasm`;
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('without the headers of isolation the app opens on one thread, and trains', async ({ page }) => {
  const kennel = await openKennel(page, address);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(false);
  await expect(kennel.device).toContainText(/WASM, 1 thread\b/);

  const given = { settings: SETTINGS, zip: microModelZip().toString('base64'), rows: microRows(15) };
  const run = await page.evaluate(async ({ settings, zip, rows }) => {
    const { call } = globalThis.kennel;
    const bytes = Uint8Array.from(atob(zip), (char) => char.charCodeAt(0));
    const files = (name: string, content: BlobPart) =>
      ({ source: { kind: 'files', files: [new File([content], name)] } }) as const;
    const { threads } = await call('openDevice', { backend: 'wasm' });
    await call('openModel', files('micro.zip', bytes));
    await call('openTrainingData', files('rows.jsonl', rows));
    const { backend, steps, metrics } = await call('train', { settings });
    return { threads, backend, steps, metrics };
  }, given);
  expect(run).toMatchObject({ threads: 1, backend: 'wasm', steps: 3 });
  expect(run.metrics['nDCG@10']).toBeGreaterThan(0);
});
