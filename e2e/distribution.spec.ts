import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';

const SAMPLE = 'public/sample';

test('training queries are compared with those of the evaluation set, then other groups, by keyboard', async ({
  page,
}) => {
  const kennel = await openKennel(page, '/?backend=wasm');
  await kennel.giveTrainingData(`${SAMPLE}/train.jsonl`);
  const panel = page.getByRole('region', { name: 'Real against synthetic' });
  const [first, second] = [panel.getByLabel('First group'), panel.getByLabel('Second group')];
  await expect(first.locator(':checked')).toHaveText('Labelled passages');
  await expect(second.locator(':checked')).toHaveText('Synthetic passages');
  await kennel.giveEvaluationData(
    ...['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv'].map((file) => `${SAMPLE}/${file}`),
  );
  await expect(first.locator(':checked')).toHaveText('Training queries');
  await expect(second.locator(':checked')).toContainText('Evaluation queries of');
  await expect(kennel.model).toContainText('pocket loaded');

  const compare = panel.getByRole('button', { name: 'Compare' });
  await expect(compare).toBeEnabled();
  await compare.focus();
  await page.keyboard.press('Enter');
  const told = panel.getByRole('status').filter({ hasText: 'differ' });
  await expect(told).toContainText('more than by chance in length, words and embeddings', {
    timeout: 60_000,
  });
  await expect(panel.getByRole('row', { name: /^Length in tokens/ })).toBeVisible();
  await expect(panel.getByRole('row', { name: /^Different texts/ })).toContainText('260');
  await expect(panel.getByRole('img', { name: /^Training queries: mean .* words/ })).toBeVisible();
  await expect(panel.getByRole('row', { name: /^battery/ })).toBeVisible();

  await first.selectOption({ label: 'Labelled passages' });
  await second.selectOption({ label: 'Synthetic passages' });
  await compare.click();
  await expect(panel.getByRole('columnheader', { name: 'Synthetic passages' })).toBeVisible({
    timeout: 60_000,
  });
  await second.selectOption({ label: 'Labelled passages' });
  await expect(compare).toBeDisabled();
});
