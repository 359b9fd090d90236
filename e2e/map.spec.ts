import { expect, test, type Page } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

/** A short run of the sample that is measured three times: untouched, half-way and at the end. */
const SHORT_RUN = '/?run=sample&epochs=1&evalEvery=3';
const LIMIT = 150_000;

async function drawMap(page: Page, method: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).selectOption(method);
  await page.getByRole('button', { name: /^Draw/ }).click();
  await expect(page.getByText(new RegExp(`^${method.toUpperCase()}, fitted`))).toBeVisible({
    timeout: 60_000,
  });
}

test('similarities and the embedding map of a run, by pointer and by keyboard', async ({ page }) => {
  test.setTimeout(2 * LIMIT);
  const kennel = await openKennel(page, SHORT_RUN);
  const slider = page.getByRole('slider', { name: 'Evaluation' });

  await test.step('the histogram follows the run', async () => {
    await page.getByRole('tab', { name: 'Similarity' }).click({ timeout: 60_000 });
    await expect(page.getByRole('img', { name: /A relevant pair is more alike/ })).toBeVisible({
      timeout: LIMIT,
    });
    await kennel.verdict(LIMIT);
    await slider.focus();
    await slider.press('Home');
    await expect(slider).toHaveAttribute('aria-valuetext', /^Untouched/);
    await slider.press('End');
    await expect(page.getByText(/\(untouched: [\d.]+\)/)).toBeVisible();
  });

  await test.step('its table has a row for each evaluation', async () => {
    await page.getByLabel('Similarity histogram: table and downloads').click();
    await page.getByRole('button', { name: 'Show table' }).click();
    const table = page.getByRole('group', { name: 'Similarity histogram, values' });
    const rows = await slider.getAttribute('max');
    await expect(table.getByRole('row')).toHaveCount(2 + Number(rows));
  });

  await test.step('the map: a question by keyboard, its nearest passages in words', async () => {
    await page.getByRole('tab', { name: 'Map' }).click();
    await drawMap(page, 'pca');
    const map = page.getByRole('application');
    await expect(map).toHaveAccessibleName(/questions and \d+ passages. Mean cosine/);
    await map.press('ArrowRight');
    await map.press('Enter');
    await expect(page.getByText('Nearest passages of the map now')).toBeVisible();
    const chosen = page.getByRole('combobox', { name: 'Question', exact: true });
    await expect(chosen).not.toHaveValue('');
    await map.press('Escape');
    await expect(chosen).toHaveValue('');
  });

  await test.step('the checkpoints move the points, and the map says where it is', async () => {
    const map = page.getByRole('application');
    await slider.focus(); // the ring around the map's focus must not be what differs
    const before = await map.screenshot();
    await slider.press('Home');
    await expect(map).toHaveAccessibleName(/^Untouched/);
    await expect.poll(async () => (await map.screenshot()).equals(before)).toBe(false);
  });

  await test.step('UMAP draws the same points', async () => {
    await drawMap(page, 'umap');
    await expect(page.getByRole('application')).toHaveAccessibleName(/questions and \d+ passages/);
  });
});
