import { expect, test } from '@playwright/test';
import { openAlignment } from './pages/alignment-region.ts';
import { openKennel } from './pages/kennel-page.ts';

/** A few steps of each stage; the last weights are kept, so that both stages move the model. */
const SHORT =
  '/?backend=wasm&epochs=0.25&evalEvery=100&watchOthers=false&loadBest=false&alignEpochs=0.3&alignLr=0.0005';

test('a model is distilled, aligned with the preferences of the sample, rolled back and brought forward', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const kennel = await openKennel(page, SHORT);
  await kennel.button('Try the sample').click();
  await kennel.verdict(120_000);
  const alignment = await openAlignment(page);
  await expect(alignment.region).toContainText('Open preferences first');
  const table = kennel.evaluation.getByRole('group', { name: 'Metrics', exact: true });
  await expect(table.getByRole('columnheader', { name: 'Trained', exact: true })).toBeVisible();
  const distilled = await table.getByRole('row').nth(1).getByRole('cell').nth(2).innerText();

  await test.step('align with the preferences of the sample, by keyboard', async () => {
    await alignment.useSample();
    await expect(alignment.preferences).toContainText('rankings to train on');
    await expect(alignment.region).toContainText(/Starts from the model trained at \d\d:\d\d/);
    await alignment.start.focus();
    await page.keyboard.press('Enter');
    await expect(alignment.stages).toBeVisible({ timeout: 120_000 });
  });

  await test.step('three stages side by side, under their names everywhere', async () => {
    for (const name of ['Untouched', 'Distilled', 'Aligned'])
      await expect(alignment.stages.getByRole('columnheader', { name, exact: true })).toBeVisible();
    const figures = alignment.stages.getByRole('row').nth(1).getByRole('cell');
    await expect(figures.nth(1)).toContainText(distilled);
    await expect(table.getByRole('columnheader', { name: 'Distilled', exact: true })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: 'Aligned', exact: true })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: 'Trained', exact: true })).toHaveCount(0);
    await expect(table.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText(distilled);
  });

  await test.step('back to the distilled model with its figures, and forward again', async () => {
    const aligned = await table.innerText();
    await alignment.rollBack.click();
    await expect(alignment.region).toContainText('The model before the alignment is in use');
    await expect(table.getByRole('columnheader', { name: 'Trained', exact: true })).toBeVisible();
    await expect(table.getByRole('row').nth(1).getByRole('cell').nth(2)).toHaveText(distilled);
    await alignment.forward.click();
    await expect(table).toHaveText(aligned, { useInnerText: true });
  });
});
