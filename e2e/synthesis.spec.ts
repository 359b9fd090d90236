import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { synthesisRegion } from './pages/synthesis-region.ts';
import { startLlmServer, type LlmServer } from './servers/llm-server.ts';

const upload = (name: string, lines: readonly object[]) => ({
  name,
  mimeType: 'application/jsonl',
  buffer: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')),
});

test('from documents alone to training data, without a language model', async ({ page }) => {
  const kennel = await openKennel(page, '/?backend=wasm');
  const synthesis = synthesisRegion(page);
  const { region, grid, dialog } = synthesis;

  await test.step('documents suggest a way, and the table fills', async () => {
    await synthesis.open();
    await expect(synthesis.button('Make the data')).toBeDisabled();
    await synthesis.button('Use the documents of the sample').click();
    await expect(region.getByLabel('Method')).toHaveValue('title-body');
    await expect(region.getByText('Needs no language model')).toBeVisible();
    await synthesis.button('Make the data').click();
    await expect(region.getByText('Finished: 180 rows.')).toBeVisible({ timeout: 30_000 });
    await expect(grid).toHaveAttribute('aria-rowcount', '181');
    expect(await grid.getByRole('row').count()).toBeLessThan(40); // the others are not in the page
  });

  await test.step('the keyboard rejects a row, and takes it back', async () => {
    const row = await synthesis.goTo(0);
    await page.keyboard.press('r');
    await expect(row).toContainText('Rejected');
    await expect(grid.locator('[data-row="1"]')).toBeFocused();
    await page.keyboard.press('u');
    await expect(row).toContainText('Made');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('r');
    await expect(synthesis.figure('Rejected')).toHaveText('1');
  });

  await test.step('a text is changed; what is not saved is not lost', async () => {
    await synthesis.goTo(3);
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Query', { exact: true }).fill('what do the lights on the pack say');
    await page.keyboard.press('Escape');
    await expect(dialog.getByRole('alert')).toContainText('not saved');
    await dialog.getByLabel('Query', { exact: true }).press('Control+Enter');
    await expect(dialog.getByRole('alert')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(grid.locator('[data-row="3"]')).toBeFocused();
    await expect(grid.locator('[data-row="3"]')).toHaveText('what do the lights on the pack say');
  });

  await test.step('filters narrow the table', async () => {
    await region.getByLabel('Find').fill('lights on the pack');
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
    await region.getByLabel('Find').fill('');
    await region.getByLabel('State').selectOption({ label: 'Rejected (1)' });
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
    await region.getByLabel('State').selectOption({ label: 'Any' });
  });

  await test.step('the rows that are not rejected become the training data, after a reload too', async () => {
    await page.reload();
    await expect(region).toContainText('180 rows, 1 rejected', { timeout: 30_000 });
    await synthesis.open();
    await synthesis.button('Train on these rows').click();
    await expect(kennel.data.getByText('synthetic.jsonl')).toBeVisible();
    await expect(kennel.data.locator('.counts div').filter({ hasText: /^rows/ })).toContainText('179');
    await expect(kennel.data).toContainText('179 rows');
    await kennel.data.getByText('First rows').click();
    await expect(kennel.data).toContainText('what do the lights on the pack say');
  });
});

test.describe('with a language model', () => {
  let llm: LlmServer;
  test.beforeAll(async () => {
    llm = await startLlmServer();
  });
  test.afterAll(() => llm.close());

  test('a reload in the middle loses no row, and no stored reply is paid for again', async ({ page }) => {
    const room = llm.open({ delay: 60 });
    const settings = { backend: 'wasm', llmUrl: room.url, llmModel: 'test-model', makeCot: 'false' };
    const address = `/?${new URLSearchParams(settings).toString()}`;
    await openKennel(page, address);
    const synthesis = synthesisRegion(page);
    const queries = upload(
      'queries.jsonl',
      Array.from({ length: 30 }, (_, i) => ({
        _id: `q${String(i)}`,
        text: `topic ${String(i)} of the study`,
      })),
    );
    await synthesis.open();
    await synthesis.give('Source queries', queries);
    await expect(synthesis.region.getByText(/About 120 requests/)).toBeVisible({ timeout: 30_000 });
    await synthesis.button('Make the data').click();
    await expect.poll(() => Object.keys(room.log().answered).length).toBeGreaterThan(30);
    await page.reload();

    await expect(synthesis.region).toContainText('unfinished', { timeout: 30_000 });
    await synthesis.open();
    await synthesis.give('Source queries', queries);
    await synthesis.button('Go on').click();
    await expect(synthesis.region.getByText('Finished: 30 rows.')).toBeVisible({ timeout: 60_000 });
    await expect(synthesis.region.getByText(/Passages verified 30 of 30/)).toBeVisible();
    const { answered } = room.log();
    expect(Object.keys(answered)).toHaveLength(120);
    // Only what was on its way when the page went away could not be stored: at most so many as are asked at once.
    const again = Object.values(answered).filter((times) => times > 1);
    expect(again.length).toBeLessThanOrEqual(4);
    expect(Math.max(...Object.values(answered))).toBeLessThanOrEqual(2);
  });
});
