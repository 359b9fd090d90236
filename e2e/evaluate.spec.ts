import { expect, test } from '@playwright/test';
import { microModelZip } from './data/micro-model.ts';
import { microRows } from './data/micro-rows.ts';
import { openKennel } from './pages/kennel-page.ts';

const upload = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

test('a model is evaluated as loaded, trained, evaluated again, and exported', async ({ page }) => {
  const kennel = await openKennel(page, '/?backend=wasm');
  await expect(kennel.button('Evaluate')).toBeDisabled();
  await kennel.giveModelFiles(upload('micro.zip', microModelZip()));
  await kennel.giveTrainingData(upload('rows.jsonl', microRows(15)));

  await kennel.button('Evaluate').click();
  await expect(kennel.evaluation).toContainText('As loaded, without training');
  await expect(kennel.evaluation).toContainText(/nDCG@10 \d\.\d{4} on \d questions, BM25 \d\.\d{4}/);
  await expect(kennel.export.getByRole('button', { name: 'run.trec' })).toBeVisible();

  await kennel.button('Start training').click();
  const verdict = await kennel.verdict(60_000);
  await kennel.button('Evaluate').click();
  await expect(kennel.evaluation).toContainText('With the trained weights');
  await kennel.button('Back to the verdict of the run').click();
  expect(await kennel.verdict(5_000)).toBe(verdict);

  const file = await kennel.exportWeights();
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  await expect(kennel.export.getByRole('status')).toContainText('Saved');
});
