import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

const sampleRows = new URL('../public/sample/train.jsonl', import.meta.url);

/** The Alignment region, opened. */
async function openAlignment(page: Page) {
  const region = page.getByRole('region', { name: 'Alignment', exact: true });
  await region.getByRole('button', { name: 'Open Alignment' }).click();
  return region;
}

test('a person judges pairs by keys, takes one back, goes on after a reload, and uses the verdicts', async ({
  page,
}) => {
  const address = '/?backend=wasm&judge=person&judgeQueries=4&judgeTop=3';
  const kennel = await openKennel(page, address);
  let alignment = await openAlignment(page);
  await expect(alignment.getByRole('button', { name: 'Find pairs' })).toBeDisabled();
  const rows = { name: 'train.jsonl', mimeType: 'application/jsonl', buffer: await readFile(sampleRows) };
  await kennel.giveTrainingData(rows);
  await alignment.getByRole('button', { name: 'Find pairs' }).click();
  await expect(alignment.getByText('12 pairs of 4 queries, found by pocket')).toBeVisible({
    timeout: 60_000,
  });
  await expect(alignment).toContainText('training queries were left out');

  await alignment.getByRole('button', { name: 'Start judging' }).press('Enter');
  const screen = alignment.getByRole('group', { name: 'Pair to judge' });
  await expect(screen).toBeFocused();
  await expect(screen).toContainText('1 of 12');
  const first = await screen.getByRole('region', { name: 'Passage 1' }).innerText();
  for (const key of ['1', 't', 's']) await page.keyboard.press(key);
  await expect(screen).toContainText('4 of 12');
  await page.keyboard.press('u');
  await expect(screen).toContainText('3 of 12');
  await page.keyboard.press('n');
  await expect(screen).toContainText('4 of 12');
  // In a text field the keys are text.
  await alignment.getByLabel('Passages per query').press('1');
  await expect(screen).toContainText('4 of 12');

  await page.goto(address);
  await openKennel(page, address);
  alignment = await openAlignment(page);
  await expect(alignment).toContainText('3 of 12 judged');
  await alignment.getByRole('button', { name: 'Go on judging' }).click();
  await expect(screen).toContainText('4 of 12');
  for (let back = 0; back < 3; back++) await page.keyboard.press('u');
  await expect(screen).toContainText('1 of 12');
  expect(await screen.getByRole('region', { name: 'Passage 1' }).innerText()).toBe(first);
  for (const key of ['2', 't', 'n']) await page.keyboard.press(key);
  await expect(screen).toContainText('4 of 12');

  await alignment.getByRole('button', { name: 'Use these verdicts' }).click();
  await expect(
    alignment.getByText(/3 preferences are in use: 1 with an order, 1 tie, 1 where neither/u),
  ).toBeVisible();
  const saving = page.waitForEvent('download');
  await alignment.getByRole('button', { name: 'Save preferences' }).click();
  const lines = (await readFile(await (await saving).path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(3);
  const saved = JSON.parse(lines[0] ?? '') as { rejected: string }; // as Kennel writes them
  expect(first).toContain(saved.rejected);
});
