import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { inspectPanel } from './pages/inspect-panel.ts';
import { openKennel } from './pages/kennel-page.ts';

test('behind a result: every question, its rankings, a search, and the index', async ({ page }) => {
  test.setTimeout(300_000);
  const kennel = await openKennel(page, '/?epochs=1');
  await kennel.button('Try the sample').click();
  await kennel.verdict(240_000);
  const inspect = inspectPanel(page);
  const { panel, grid, dialog } = inspect;

  await test.step('all questions, the worst losses first, sorted and filtered', async () => {
    await expect(grid).toHaveAttribute('aria-rowcount', '111');
    const change = grid.getByRole('columnheader', { name: 'Change' });
    await expect(change).toHaveAttribute('aria-sort', 'ascending');
    const worst = await grid.getByRole('row').nth(1).innerText();
    await change.getByRole('button').click();
    await expect(change).toHaveAttribute('aria-sort', 'descending');
    await expect(grid.getByRole('row').nth(1)).not.toHaveText(worst);
    await panel.getByLabel('Find').fill('BATTERY');
    await expect(async () => {
      const shown = await inspect.questions();
      expect(shown.length).toBeGreaterThan(0);
      for (const text of shown) expect(text.toLowerCase()).toContain('battery');
    }).toPass();
    await panel.getByLabel('Find').fill('');
    await panel.getByLabel('Show').selectOption({ label: 'All (110)' });
  });

  await test.step('other metrics and the other set', async () => {
    await panel.getByLabel('Metric').selectOption('MRR@10');
    await expect(grid).toHaveAccessibleName('Questions by MRR@10');
    await panel.getByLabel('Metric').selectOption('nDCG@10');
  });

  await test.step('the keyboard moves through the grid and opens a question', async () => {
    const first = grid.locator('[data-row="0"]');
    await first.focus();
    await page.keyboard.press('End');
    await expect(grid.locator('[data-row="109"]')).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect(grid.locator('[data-row="1"]')).toBeFocused();
    const asked = await grid.locator('[data-row="1"]').innerText();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(asked);
  });

  await test.step('two rankings with judgements, marked words, and BM25 at request', async () => {
    for (const name of ['Before', 'After']) {
      const entries = inspect.ranking(name).getByRole('listitem');
      expect(await entries.count()).toBeGreaterThanOrEqual(10);
      await expect(entries.first()).toContainText(/Rank 1\s*(Relevant|Not judged|Judged not relevant)/);
      await expect(inspect.ranking(name)).toContainText(/nDCG@10 [01]\.\d{4}/);
      await expect(inspect.ranking(name)).toContainText('Relevant');
    }
    expect(await dialog.locator('mark').count()).toBeGreaterThan(0);
    await expect(inspect.ranking('BM25')).toBeHidden();
    await dialog.getByLabel('Show BM25').check();
    await expect(inspect.ranking('BM25')).toBeVisible();
  });

  await test.step('the next question by its key; closing returns to it', async () => {
    await dialog.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(dialog).toContainText('Question 3 of 110');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(grid.locator('[data-row="2"]')).toBeFocused();
  });

  await test.step('a search by three systems, with its latency', async () => {
    await inspect.tab('Questions').focus();
    await page.keyboard.press('ArrowRight');
    await expect(inspect.tab('Try it')).toBeFocused();
    await panel.getByLabel('Search the passages').fill('how long does the battery charge');
    await page.keyboard.press('Enter');
    const found = panel.getByRole('region', { name: 'Found' });
    await expect(found).toContainText('in 180 passages', { timeout: 60_000 });
    for (const name of ['Before', 'After']) {
      await expect(inspect.ranking(name)).toContainText(/query embedded in [\d.]+ ms, searched in [\d.]+ ms/);
      expect(await inspect.ranking(name).getByRole('listitem').count()).toBe(10);
    }
  });

  await test.step('the index as a zip', async () => {
    await panel.getByText('Take the index with you').click();
    const download = page.waitForEvent('download');
    await kennel.button('Export corpus index').click();
    const files = unzipSync(await readFile(await (await download).path()));
    expect(Object.keys(files).sort()).toEqual(['embeddings.npy', 'ids.json', 'index.json']);
    expect(files['embeddings.npy']?.length).toBe(128 + 180 * 192 * 4);
  });

  await test.step('on a phone one ranking at a time, and nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await inspect.tab('Questions').click();
    await grid.locator('[data-row="0"]').click();
    await expect(inspect.ranking('After')).toBeVisible();
    await expect(inspect.ranking('Before')).toBeHidden();
    await dialog.getByLabel('Before').check();
    await expect(inspect.ranking('Before')).toBeVisible();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  });
});

test('before any run a search compares BM25 with the untouched model', async ({ page }) => {
  const kennel = await openKennel(page);
  await kennel.giveTrainingData('public/sample/train.jsonl');
  await expect(kennel.model).toContainText('3 × 192');
  const inspect = inspectPanel(page);
  await expect(inspect.panel).toContainText('After training: every question');
  await inspect.tab('Try it').click();
  await expect(inspect.panel).toContainText(/The first search embeds [\d,]+ passages and keeps that/);
  await inspect.panel.getByLabel('Search the passages').fill('battery');
  await kennel.button('Search').click();
  await expect(inspect.ranking('Untouched model')).toContainText('searched in', { timeout: 60_000 });
  await expect(inspect.ranking('BM25').getByRole('listitem')).toHaveCount(10);
});
