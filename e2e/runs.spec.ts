import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel, type KennelPage } from './pages/kennel-page.ts';

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

const runsOf = (page: Page) => page.getByRole('region', { name: 'Runs', exact: true });

async function train(kennel: KennelPage, rate: string): Promise<void> {
  await kennel.training.getByLabel('Learning rate').fill(rate);
  await kennel.button('Start training').click();
  await kennel.verdict(60_000);
}

test('runs outlive the page; two are compared, and one is started again', async ({ page }) => {
  const kennel = await openKennel(page, '/?backend=wasm&seed=5');
  const runs = runsOf(page);
  await expect(runs).toContainText('Finished runs are listed here');
  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(30)));
  await train(kennel, '0.001');
  await train(kennel, '0.02');
  await expect(runs.getByRole('checkbox')).toHaveCount(2);

  await page.goto('/?backend=wasm');
  await expect(runs.getByRole('checkbox')).toHaveCount(2);
  await expect(runs.getByText('Best', { exact: true })).toHaveCount(1);

  // By keyboard: give the newer run a name.
  await runs.getByRole('rowheader').first().getByRole('button').press('Enter');
  await runs.getByLabel('Name').fill('the fast one');
  await runs.getByLabel('Name').press('Enter');
  await expect(runs.getByRole('button', { name: 'the fast one' })).toBeVisible();

  await runs.getByRole('checkbox').nth(1).press('Space');
  await expect(runs).toContainText('Pick another run');
  await runs.getByRole('checkbox', { name: 'Compare the fast one' }).press('Space');
  const settings = runs.getByRole('group', { name: 'Settings that differ' });
  await expect(settings.getByRole('row')).toHaveCount(2);
  await expect(settings.getByRole('row').nth(1)).toHaveText(/^Learning rate0\.0010\.02$/u);
  await expect(runs.getByRole('img', { name: /Loss, smoothed.*the fast one: /u })).toBeVisible();
  await expect(runs.getByRole('figure', { name: 'nDCG@10 on the curve of held-out queries' })).toBeVisible();
  const figures = runs.getByRole('group', { name: 'Metrics of the runs on held-out queries' });
  await expect(figures.getByRole('row', { name: /^nDCG@10 /u })).toContainText(/\d\.\d{4} to \d\.\d{4}/u);
  const pair = runs.getByRole('list', { name: 'Comparisons' }).getByRole('listitem');
  await expect(pair).toHaveText(/: the fast one against infonce .*95% interval/u);
  await runs.getByRole('combobox', { name: 'Compare by' }).selectOption('MRR@10');
  await expect(pair).toContainText('MRR@10, difference');

  await runs.getByRole('button', { name: 'Start again with these settings' }).press('Enter');
  await expect(kennel.training.getByLabel('Learning rate')).toHaveValue('0.02');
  await expect(page).toHaveURL(/lr=0\.02.*seed=5/u);
  const again = runs.getByRole('region', { name: 'Start again' });
  await expect(again).toContainText('It was trained on rows.jsonl (30 rows). No training data is open now.');
  await expect(again.getByRole('button', { name: 'Start training' })).toBeDisabled();
});

test('a run is exported, deleted and brought back', async ({ page }) => {
  const kennel = await openKennel(page, '/?backend=wasm');
  const runs = runsOf(page);
  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(20)));
  await train(kennel, '0.001');

  const saved = page.waitForEvent('download');
  await runs.getByRole('button', { name: 'Export runs' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ settings: { lr: '0.001' }, ended: 'finished' });

  await runs.getByRole('rowheader').getByRole('button').click();
  await runs.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(runs).toContainText('Finished runs are listed here');
  await runs.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(runs.getByRole('checkbox')).toHaveCount(1);
  await runs.getByRole('rowheader').getByRole('button').click();
  await runs.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.reload();
  await expect(runs).toContainText('Finished runs are listed here');
});
