import { mkdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/cli/find-browser.ts';
import { DIST, PROJECT, buildApp } from '../src/cli/build-app.ts';
import { securityHeaders } from '../src/cli/security-headers.ts';
import { createStaticServer } from '../src/cli/static-server.ts';

const FOLDER = process.argv[2] ?? join(PROJECT, 'docs', 'screenshots');

export const SIZES = {
  wide: { width: 1280, height: 760 },
  narrow: { width: 390, height: 844 },
} as const;
export const SCHEMES = ['light', 'dark'] as const;

/** Builds the app, serves it, and opens a page on it for the pictures. */
export async function withPage(take: (page: Page, address: string) => Promise<void>): Promise<void> {
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
    await take(page, `http://127.0.0.1:${port}/`);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Pictures one stage in both sizes and schemes; `aim` brings into view what the picture is of. */
export async function picture(page: Page, name: string, aim: () => Promise<void>): Promise<void> {
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

/** Pictures regions whole, each by the name that it has in the folder. */
export async function pictureWhole(
  page: Page,
  regions: Readonly<Record<string, Locator>>,
  size: keyof typeof SIZES,
  colorScheme: (typeof SCHEMES)[number],
): Promise<void> {
  await page.setViewportSize({ width: SIZES[size].width, height: 6000 }); // nothing scrolls, nothing is covered
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(400);
  for (const [name, region] of Object.entries(regions))
    await save(`region-${name}`, size, colorScheme, (path) => region.screenshot({ path, scale: 'css' }));
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

export const toTopOf = (target: Locator) => () =>
  target.evaluate((element) => {
    element.scrollIntoView({ block: 'start' });
  });
