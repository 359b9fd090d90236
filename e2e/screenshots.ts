/**
 * Takes the pictures of docs/screenshots: builds and serves the app, runs the sample with the real engine, and
 * pictures the page at its stages, wide and narrow, light and dark. `npx tsx e2e/screenshots.ts [folder]`; those of
 * the regions below the others are taken by screenshots-workbench.ts.
 */
import type { Page } from '@playwright/test';
import { inspectPanel } from './pages/inspect-panel.ts';
import { openKennel, type KennelPage } from './pages/kennel-page.ts';
import { openSelfCheck } from './pages/self-check-dialog.ts';
import { picture, pictureWhole, SCHEMES, SIZES, toTopOf, withPage } from './pictures.ts';

async function pictureRegions(kennel: KennelPage): Promise<void> {
  const { page, data, model, training, evaluation, export: out } = kennel;
  for (const scheme of SCHEMES)
    await pictureWhole(page, { data, model, training, evaluation, export: out }, 'wide', scheme);
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

  await page.setViewportSize(SIZES.wide);
  const check = await openSelfCheck(page);
  await check.button('Start self-check').click();
  await check.sentence.waitFor({ timeout: 120_000 });
  await picture(page, 'self-check', () => Promise.resolve());
}

await withPage(takeAll);
