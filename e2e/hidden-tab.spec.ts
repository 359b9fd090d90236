import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { openRealWindow } from './watch/open-real-window.ts';

test('a run goes on while its tab is hidden, and its result is there when the tab is shown', async ({
  baseURL,
}) => {
  test.setTimeout(240_000);
  const { page, hide, close } = await openRealWindow();
  const kennel = await openKennel(page, `${baseURL ?? ''}/?run=sample&epochs=1`);
  await expect(kennel.training).toContainText(/Training.* of \d+ steps/s, { timeout: 120_000 });
  await hide();
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await kennel.verdict(200_000);
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await close();
});
