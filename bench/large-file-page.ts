import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { buildApp, DIST } from '../src/cli/build-app.ts';
import { browserArguments, findBrowser } from '../src/cli/find-browser.ts';
import { securityHeaders } from '../src/cli/security-headers.ts';
import { createStaticServer } from '../src/cli/static-server.ts';
import { defaultSettings, type Settings } from '../src/core/settings/settings.ts';

const LONG = 1_200_000;

/** Gives the file to the page's own input, cancels the reading once, then reads, checks and trains; prints the times. */
export async function measurePage(path: string, settings: Settings, steps: number): Promise<void> {
  await buildApp();
  const server = createStaticServer({
    root: DIST,
    headers: securityHeaders({ development: false, connect: [] }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const profile = await mkdtemp(join(tmpdir(), 'kennel-browser-'));
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium was found');
  const args = browserArguments({ webgpu: 'default' });
  const context = await chromium.launchPersistentContext(profile, { executablePath, args });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`http://127.0.0.1:${port}/?${changed(settings)}`);
    await page.getByRole('status', { name: 'Device' }).filter({ hasNotText: 'Starting' }).waitFor();
    await timeCancel(page, path);
    await timeRun(page, path, steps);
    console.log(`largest renderer: ${await rendererPeak(context)} MB of memory at its fullest`);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    server.closeAllConnections();
    server.close();
  }
}

/** The settings that are not the defaults, as the page's address has them. */
function changed(settings: Settings): URLSearchParams {
  const usual = new Map<string, unknown>(Object.entries(defaultSettings()));
  const others = Object.entries(settings).filter(([name, value]) => value !== usual.get(name));
  return new URLSearchParams(others.map(([name, value]) => [name, String(value)]));
}

async function timeCancel(page: Page, path: string): Promise<void> {
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await page.getByLabel('Training data', { exact: true }).setInputFiles(path);
  await page.waitForTimeout(4000);
  const start = performance.now();
  await data.getByRole('button', { name: 'Cancel', exact: true }).click();
  await data.getByText('Cancelled.').waitFor();
  console.log(`cancel while reading: ${since(start)} s`);
}

async function timeRun(page: Page, path: string, steps: number): Promise<void> {
  const training = page.getByRole('region', { name: 'Training', exact: true });
  let start = performance.now();
  await page.getByLabel('Training data', { exact: true }).setInputFiles(path);
  const checks = page.getByRole('region', { name: 'Data checks' });
  await checks.waitFor({ timeout: LONG });
  console.log(`reading: ${since(start)} s`);
  // A run does not wait for the checks, which go on beside it.
  start = performance.now();
  await page.getByRole('button', { name: 'Start training', exact: true }).first().click({ timeout: LONG });
  await training
    .getByText(new RegExp(`^[1-9]\\d* of ${String(steps)} steps$`))
    .first()
    .waitFor({ timeout: LONG });
  console.log(`from the start to a step: ${since(start)} s`);
  await page
    .getByText(/Finds the right passage first for/)
    .first()
    .waitFor({ timeout: LONG });
  console.log(`to the verdict: ${since(start)} s`);
  await checks.getByRole('status').filter({ hasText: 'none left out' }).waitFor({ timeout: LONG });
  console.log(`to the end of the checks: ${since(start)} s`);
}

function since(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** Megabytes; Linux only, elsewhere NaN. */
async function rendererPeak(context: BrowserContext): Promise<number> {
  const browser = context.browser();
  if (browser === null || process.platform !== 'linux') return Number.NaN;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const peaks = await Promise.all(
    renderers.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
    }),
  );
  return Math.round(Math.max(...peaks));
}
