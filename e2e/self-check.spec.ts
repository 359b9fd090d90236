import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { openSelfCheck } from './pages/self-check-dialog.ts';
import { faintTexts } from './watch/measure-contrast.ts';

test('by keyboard from the help to a report in the clipboard, and back to where one was', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openKennel(page, '/?backend=wasm');
  const check = await openSelfCheck(page);
  await check.button('Start self-check').press('Enter');
  await expect(check.sentence).toHaveText(/^\d+ checks passed in [\d.]+ s\.$/, { timeout: 60_000 });
  expect(await check.checks.count()).toBeGreaterThan(20);
  await expect(check.checks.filter({ hasText: 'Failed' })).toHaveCount(0);
  await expect(check.dialog.getByRole('rowheader', { name: /^Attention.*128 tokens/ })).toBeVisible();

  await check.button('Copy report').press('Enter');
  await expect(check.dialog).toContainText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Kennel \d+\.\d+\.\d+, self-check: \d+ checks passed/);
  expect(copied).toContain('- Backend: wasm');
  expect(copied).toContain('| Whole encoder |');

  await page.keyboard.press('Escape');
  await expect(check.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeFocused();
});

test('where the clipboard is closed to the page, the report is there to be copied by hand', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await openKennel(page, '/?backend=wasm');
  const check = await openSelfCheck(page);
  await check.button('Start self-check').click();
  await check.button('Copy report').click({ timeout: 60_000 });
  await expect(check.report).toBeFocused();
  const selected = await page.evaluate(() => getSelection()?.toString());
  expect(selected).toBe(await check.report.inputValue());
  expect(selected).toContain('| Attention |');
});

test('closing it cancels the check, and the next begins anew', async ({ page }) => {
  await openKennel(page, '/?backend=cpu');
  const check = await openSelfCheck(page);
  await check.button('Start self-check').click();
  await expect(check.button('Cancel')).toBeVisible();
  await check.button('Close').click();
  const again = await openSelfCheck(page);
  await expect(again.dialog).toContainText('Cancelled');
  await again.button('Start self-check').click();
  await expect(again.sentence).toBeVisible({ timeout: 60_000 });
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the ${colorScheme} dialog can be read on a phone, to its edges`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    await openKennel(page, '/?backend=wasm');
    const check = await openSelfCheck(page);
    await check.button('Start self-check').click();
    await expect(check.sentence).toBeVisible({ timeout: 60_000 });
    const table = check.dialog.getByRole('group', { name: 'Checks' });
    expect(await table.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    expect(await faintTexts(page)).toEqual([]);
  });
