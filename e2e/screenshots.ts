/**
 * Takes the pictures of docs/screenshots: builds and serves the app, runs the sample with the real engine, and
 * pictures the page at its stages, wide and narrow, light and dark. `npx tsx e2e/screenshots.ts [folder]`.
 */
import { mkdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/cli/find-browser.ts';
import { DIST, PROJECT, buildApp } from '../src/cli/build-app.ts';
import { securityHeaders } from '../src/cli/security-headers.ts';
import { createStaticServer } from '../src/cli/static-server.ts';
import { inspectPanel } from './pages/inspect-panel.ts';
import { openKennel, type KennelPage } from './pages/kennel-page.ts';
import { openSelfCheck } from './pages/self-check-dialog.ts';

const FOLDER = process.argv[2] ?? join(PROJECT, 'docs', 'screenshots');
const SIZES = {
  wide: { width: 1280, height: 760 },
  narrow: { width: 390, height: 844 },
} as const;
const SCHEMES = ['light', 'dark'] as const;

/** Pictures one stage in both sizes and schemes; `aim` brings into view what the picture is of. */
async function picture(page: Page, name: string, aim: () => Promise<void>): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(400); // the charts are drawn anew, one after the other
      await aim();
      await page.waitForTimeout(100);
      await save(name, size, colorScheme, (path) => page.screenshot({ path }));
    }
}

async function pictureRegions(kennel: KennelPage): Promise<void> {
  const { page, data, model, training, evaluation, export: out } = kennel;
  const regions: Readonly<Record<string, Locator>> = { data, model, training, evaluation, export: out };
  await page.setViewportSize({ width: SIZES.wide.width, height: 5200 }); // nothing scrolls, nothing is covered
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    for (const [name, region] of Object.entries(regions))
      await save(`region-${name}`, 'wide', colorScheme, (path) => region.screenshot({ path, scale: 'css' }));
  }
}

async function save(
  name: string,
  size: string,
  scheme: string,
  take: (path: string) => Promise<unknown>,
): Promise<void> {
  const path = join(FOLDER, `${name}-${size}-${scheme}.png`);
  await take(path);
  console.log(`${name} ${size} ${scheme}: ${Math.round(statSync(path).size / 1000)} kB`);
}

const toTopOf = (target: Locator) => () =>
  target.evaluate((element) => {
    element.scrollIntoView({ block: 'start' });
  });

/** The regions below the others, opened; the first has made rows of the sample's documents. */
async function pictureWorkbench({ page, button }: KennelPage): Promise<void> {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  for (const name of ['Synthesis', 'Mining', 'Alignment', 'Study']) await button(`Open ${name}`).click();
  await button('Use the documents of the sample').click();
  await button('Make the data').click();
  await region('Synthesis').getByText('Finished: ').waitFor({ timeout: 60_000 });
  await button('Mine negatives').click();
  await region('Mining').getByRole('heading', { name: 'Use the rows' }).waitFor({ timeout: 60_000 });
  for (const [size, colorScheme] of [
    ['wide', 'light'],
    ['narrow', 'dark'],
  ] as const) {
    await page.setViewportSize({ ...SIZES[size], height: 6000 }); // nothing scrolls, nothing is covered
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    for (const name of ['Synthesis', 'Mining', 'Alignment', 'Study'])
      await save(`region-${name.toLowerCase()}`, size, colorScheme, (path) =>
        region(name).screenshot({ path, scale: 'css' }),
      );
  }
}

/** What lies behind the result: two rankings of the question that lost most, and the map. */
async function pictureInside(page: Page): Promise<void> {
  const { panel, tab, grid, dialog } = inspectPanel(page);
  await page.setViewportSize(SIZES.wide);
  await tab('Questions').click();
  await grid.getByRole('row').nth(1).click();
  await dialog.waitFor();
  await picture(page, 'rankings', () => Promise.resolve());
  await page.keyboard.press('Escape');
  await tab('Map').click();
  await panel.getByRole('button', { name: /^Draw/ }).click();
  const map = page.getByRole('application');
  await map.waitFor({ timeout: 60_000 });
  await map.press('ArrowRight');
  await map.press('Enter');
  await picture(page, 'map', toTopOf(panel));
}

async function takeAll(page: Page, address: string): Promise<void> {
  const kennel = await openKennel(page, address);
  const top = () =>
    page.evaluate(() => {
      globalThis.scrollTo(0, 0);
    });
  await picture(page, 'first-visit', top);

  await page.setViewportSize(SIZES.wide);
  await kennel.button('Try the sample').click();
  const halfway = kennel.training.getByText(/^(1[89]|2\d) of \d+ steps$/);
  await halfway.waitFor({ timeout: 180_000 });
  await picture(page, 'training', top);

  await kennel.verdict(240_000);
  await picture(page, 'curves', top);
  await picture(page, 'result', toTopOf(kennel.evaluation));
  await pictureRegions(kennel);
  await pictureInside(page);
  await pictureWorkbench(kennel);

  await page.setViewportSize(SIZES.wide);
  const check = await openSelfCheck(page);
  await check.button('Start self-check').click();
  await check.sentence.waitFor({ timeout: 120_000 });
  await picture(page, 'self-check', () => Promise.resolve());
}

await buildApp();
mkdirSync(FOLDER, { recursive: true });
const server = createStaticServer({ root: DIST, headers: securityHeaders({ development: false }) });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo; // a server that listens on TCP has such an address
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: browserArguments({ webgpu: 'default' }),
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({ deviceScaleFactor: 1.5 });
  await takeAll(page, `http://127.0.0.1:${port}/`);
} finally {
  await browser.close();
  server.close();
}
