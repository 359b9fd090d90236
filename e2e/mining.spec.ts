import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

const THINGS = [
  'battery',
  'charger',
  'motor',
  'display',
  'brake',
  'saddle',
  'pedal',
  'chain',
  'light',
  'lock',
];
const PARTS = ['how is the', 'when is the', 'who looks after the'];

/** 30 rows without negatives. */
const ROWS = THINGS.flatMap((thing) =>
  PARTS.map((words, i) => ({
    query: `${words} ${thing} serviced`,
    positive: `The ${thing} is serviced in month ${i + 1} by the workshop.`,
  })),
);

const training = {
  name: 'rows.jsonl',
  mimeType: 'application/x-ndjson',
  buffer: Buffer.from(ROWS.map((row) => JSON.stringify(row)).join('\n')),
};

test('negatives are mined, the margin is moved by keyboard, and the rows are trained on and saved', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?backend=wasm&epochs=1&batch=4&evalEvery=100');
  const mining = page.getByRole('region', { name: 'Mining', exact: true });
  await page.getByRole('button', { name: 'Open Mining' }).click();
  await expect(mining).toContainText('first: negatives are mined for your rows');
  await kennel.giveTrainingData(training);
  await mining.getByRole('button', { name: 'Mine negatives' }).click();
  const counts = mining.getByRole('status').filter({ hasText: 'of 30 rows have' });
  await expect(counts).toBeVisible({ timeout: 60_000 });
  await expect(mining).toContainText('ranked 30 passages for 30 queries');

  const slider = mining.getByRole('slider', { name: 'Margin below the answer' });
  const before = await counts.innerText();
  await slider.focus();
  await page.keyboard.press('End');
  await expect(counts).not.toHaveText(before);
  await expect(slider).toHaveAttribute('aria-valuetext', '50 % of its score');
  const few = Number.parseInt(await counts.innerText(), 10);
  await page.keyboard.press('Home');
  await expect.poll(async () => Number.parseInt(await counts.innerText(), 10)).toBeGreaterThan(few);
  expect(new URL(page.url()).searchParams.get('mineMargin')).toBe('0');

  await expect(mining.getByRole('img', { name: /Answers score/ })).toBeVisible();
  await expect(mining.getByRole('row', { name: /^Answers 30 / })).toBeVisible();
  await mining.getByLabel('Kind of margin').selectOption('None');
  await expect(counts).toHaveText('90 negatives. 30 of 30 rows have 3, 0 have fewer, 0 have none.');
  await mining.getByRole('button', { name: 'Next' }).click();
  await expect(mining).toContainText('4 to 6 of 30');
  await expect(mining.getByRole('article').first()).toContainText('Kept as negatives');

  const download = page.waitForEvent('download');
  await mining.getByRole('button', { name: 'Save the rows' }).click();
  expect((await download).suggestedFilename()).toBe('mined.jsonl');
  await mining.getByRole('button', { name: 'Train on these rows' }).click();
  await expect(kennel.data).toContainText('Hard negatives were mined with pocket');
  await kennel.button('Start training').click();
  await kennel.verdict(120_000);
  await expect(kennel.evaluation).toContainText('Hard negatives were mined with pocket, as it was opened');
});

test('without a model or data nothing can be mined, and a corpus that is not open is named', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?backend=wasm&mineCorpus=elsewhere');
  await kennel.giveTrainingData(training);
  await page.getByRole('button', { name: 'Open Mining' }).click();
  const mining = page.getByRole('region', { name: 'Mining', exact: true });
  await mining.getByRole('button', { name: 'Mine negatives' }).click();
  await expect(mining.getByRole('alert')).toContainText('there is nothing called "elsewhere" to mine from');
});
